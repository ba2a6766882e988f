import { describe, expect, it } from 'vitest'
import { createGongClient } from './client.js'
import type { DigitalInteraction } from './digital-interaction.js'
import { ACCEPTED, HUNG_UP, scriptFetch, TIMED_OUT, type ScriptedAnswer } from './test-gong.js'

const INTERACTION: DigitalInteraction = {
  eventId: 'e-1',
  timestamp: '2026-11-17T12:00:00.000Z',
  eventType: 'page viewed',
  content: { contentTitle: 'Pricing' },
  trackingId: 't-1',
}

async function send(answer: ScriptedAnswer) {
  const { fetch, calls } = scriptFetch(answer)
  const client = createGongClient({
    baseUrl: 'https://us-1.api.gong.example',
    accessKey: 'key',
    accessKeySecret: 'sécret',
    fetch,
    timeoutMs: 15_000,
  })
  return { answer: await client.sendDigitalInteraction(INTERACTION), calls }
}

const answerOf = async (answer: ScriptedAnswer) => (await send(answer)).answer

describe('the call', () => {
  it('is one POST of the interaction, signed in by the access key', async () => {
    const { calls } = await send(ACCEPTED)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://us-1.api.gong.example/v2/digital-interaction',
      init: { method: 'POST' },
      body: INTERACTION,
    })
    const { headers } = calls[0] ?? {}
    expect(headers?.get('content-type')).toBe('application/json')
    const [scheme, credentials = ''] = headers?.get('authorization')?.split(' ') ?? []
    expect([scheme, Buffer.from(credentials, 'base64').toString()]).toEqual(['Basic', 'key:sécret'])
  })

  it('follows no redirect, which would carry the key elsewhere', async () => {
    const location = { location: 'https://evil.example' }
    const { answer, calls } = await send({ status: 302, headers: location })
    expect(calls).toMatchObject([{ init: { redirect: 'manual' } }])
    expect(answer).toMatchObject({ kind: 'answer', status: 302 })
  })

  it('is given up in time', async () => {
    const { calls } = await send(ACCEPTED)
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal)
  })
})

describe('what came back', () => {
  const nothing = { requestId: null, errors: [], retryAfter: null }

  it('is status, requestId, errors and Retry-After', async () => {
    const body = { requestId: 'r-9', errors: ['no title', 'no id'], integrationId: 7 }
    const headers = { 'Retry-After': '120' }
    expect(await answerOf({ status: 429, body, headers })).toEqual({
      kind: 'answer',
      status: 429,
      requestId: 'r-9',
      errors: ['no title', 'no id'],
      retryAfter: '120',
    })
  })

  it.each([
    ["a proxy's page", '<html>Bad gateway</html>'],
    ['nothing', undefined],
    ['half of it', '{"requestId":"r'],
    ['another shape', '[1,2,3]'],
    ['null', 'null'],
  ])('%s leaves the status alone to decide', async (_, body) => {
    const answer = await answerOf({ status: 502, ...(body !== undefined && { body }) })
    expect(answer).toEqual({ kind: 'answer', status: 502, ...nothing })
  })

  it('an odd key costs no other', async () => {
    const oddErrors = { requestId: 'r-1', errors: [{ message: 'no title' }] }
    expect(await answerOf({ status: 400, body: oddErrors })).toMatchObject({ requestId: 'r-1' })
    const oddId = { requestId: 7, errors: ['x'.repeat(3000)] }
    expect(await answerOf({ status: 400, body: oddId })).toMatchObject({ errors: oddId.errors })
  })

  it('is read up to 64 KiB and no further', async () => {
    const body = { requestId: 'r-1', padding: 'x'.repeat(64 * 1024) }
    expect(await answerOf({ status: 200, body })).toEqual({
      kind: 'answer',
      status: 200,
      ...nothing,
    })
  })

  it('is a time-out or an unreachable Gong, with the cause that fetch hides', async () => {
    expect(await answerOf(TIMED_OUT)).toEqual({ kind: 'timeout' })
    expect(await answerOf(HUNG_UP)).toEqual({
      kind: 'unreachable',
      cause: 'Error: read ECONNRESET',
    })
  })
})
