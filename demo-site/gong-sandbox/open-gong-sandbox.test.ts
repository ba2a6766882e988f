import { once } from 'node:events'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.js'
import type { GongSandboxOptions } from './create-gong-sandbox.js'
import { openGongSandbox, type OpenGongSandbox } from './open-gong-sandbox.js'
import { aFullInteraction } from './sandbox-for-tests.js'

let sandbox: OpenGongSandbox

afterEach(() => sandbox.close())

async function open(options: Partial<GongSandboxOptions> = {}) {
  const keys = { accessKey: 'key', accessKeySecret: 'secret' }
  sandbox = await openGongSandbox({ port: 0, clock: systemClock, ...keys, ...options })
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

  it('hangs up before accepting when told to, so that the retry is the first', async () => {
    const send = await open()
    sandbox.addFault({ kind: 'reset-before-accepting', count: 1 })
    await expect(send()).rejects.toThrow()
    expect(sandbox.interactions()).toEqual([])
    expect(sandbox.calls()).toMatchObject([{ status: null }])
    expect((await send()).status).toBe(200)
  })

  it('sends half of an answer, and the rest when the time of the fault is over', async () => {
    const time = new AbortController()
    const over = once(time.signal, 'abort')
    const send = await open({ sleep: () => over })
    sandbox.addFault({ kind: 'stall', count: 1 })
    const response = await send()
    expect(response.status).toBe(200)
    const parts = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const first = (await parts?.read())?.value ?? ''
    expect(first).toMatch(/^\{"requestId"/)
    expect(sandbox.interactions()).toHaveLength(1)
    time.abort()
    expect(JSON.parse(first + ((await parts?.read())?.value ?? ''))).toHaveProperty('requestId')
    expect((await parts?.read())?.done).toBe(true)
  })

  it('gives up on the rest of an answer when the client leaves', async () => {
    const left = new EventTarget()
    const gone = once(left, 'gone')
    const send = await open({
      sleep: (delayMs, signal) => {
        const wait = sleepFor(delayMs, undefined, signal && { signal })
        wait.catch(() => left.dispatchEvent(new Event('gone')))
        return wait
      },
    })
    sandbox.addFault({ kind: 'stall', count: 1 })
    await (await send()).body?.cancel()
    await gone
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
