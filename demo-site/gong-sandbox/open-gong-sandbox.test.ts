import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.js'
import { openGongSandbox, type OpenGongSandbox } from './open-gong-sandbox.js'
import { aFullInteraction } from './sandbox-for-tests.js'

let sandbox: OpenGongSandbox

afterEach(() => sandbox.close())

async function open() {
  const keys = { accessKey: 'key', accessKeySecret: 'secret' }
  sandbox = await openGongSandbox({ port: 0, clock: systemClock, ...keys })
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Basic ${btoa('key:secret')}`,
  }
  const body = JSON.stringify({ ...aFullInteraction(), timestamp: '2020-01-01T00:00:00Z' })
  return () => fetch(`${sandbox.url}/v2/digital-interaction`, { method: 'POST', headers, body })
}

describe('a listening sandbox', () => {
  it('hangs up without an answer when told to', async () => {
    const send = await open()
    sandbox.addFault({ kind: 'reset-after-accepting', count: 1 })
    await expect(send()).rejects.toThrow()
    expect((await send()).status).toBe(409)
  })

  it('tells open pages of an arrival, and closes in spite of them', async () => {
    const send = await open()
    const { body } = await fetch(`${sandbox.url}/timeline/arrivals`)
    const lines = body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await lines?.read())?.value).toContain('data: 0')
    await send()
    expect((await lines?.read())?.value).toContain('data: 1')
  })
})
