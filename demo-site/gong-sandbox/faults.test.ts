import { describe, expect, it } from 'vitest'
import type { FaultRequest } from './faults.js'
import { aFullInteraction, aSandbox } from './sandbox-for-tests.js'

const event = (eventId: string) => ({ ...aFullInteraction(), eventId })

describe('faults', () => {
  it('strike the next calls and no more', async () => {
    const sandbox = aSandbox()
    sandbox.addFault({ kind: 'answer-429', count: 1, retryAfterSeconds: 7 })
    sandbox.addFault({ kind: 'answer-500', count: 2 })
    const first = await sandbox.send(event('1'))
    expect(first.status).toBe(429)
    expect(first.response.headers.get('Retry-After')).toBe('7')
    expect((await sandbox.send(event('1'))).status).toBe(500)
    expect((await sandbox.send(event('1'))).status).toBe(500)
    expect((await sandbox.send(event('1'))).status).toBe(200)
  })

  it('come after sign-in and quota, and count as calls', async () => {
    const sandbox = aSandbox({ callsPerDay: 1 })
    sandbox.addFault({ kind: 'answer-500', count: 1 })
    expect((await sandbox.send(event('1'))).status).toBe(500)
    expect((await sandbox.send(event('1'))).status).toBe(429)
  })

  it('make an accepted call slow', async () => {
    const waits: number[] = []
    const sandbox = aSandbox({ sleep: async (delayMs) => waits.push(delayMs) })
    sandbox.addFault({ kind: 'slow', count: 1, delayMs: 30_000 })
    expect((await sandbox.send(event('1'))).status).toBe(200)
    expect((await sandbox.send(event('2'))).status).toBe(200)
    expect(waits).toEqual([30_000])
  })

  it('cut the connection after accepting, so that the retry meets a 409', async () => {
    const sandbox = aSandbox()
    let cut = 0
    const env = { outgoing: { destroy: () => (cut += 1) } }
    sandbox.addFault({ kind: 'reset-after-accepting', count: 1 })
    await sandbox.send(event('1'), { env })
    expect(cut).toBe(1)
    expect(sandbox.calls().at(-1)?.status).toBeNull()
    expect((await sandbox.send(event('1'), { env })).status).toBe(409)
    expect(sandbox.interactions()).toHaveLength(1)
  })

  it.each([
    [{ kind: 'answer-400', errors: ['content: too dull'] }, 400, 'content: too dull'],
    [{ kind: 'answer-401' }, 401, 'access key'],
    [{ kind: 'answer-401', revoked: true }, 401, 'access token has been revoked'],
    [{ kind: 'answer-403' }, 403, 'IP address of this request is not trusted'],
  ] as const)('refuse as told by %o, and accept nothing', async (asked, status, words) => {
    const sandbox = aSandbox()
    sandbox.addFault({ ...asked, count: 1 } as FaultRequest)
    const refused = await sandbox.send(event('1'))
    expect(refused.status).toBe(status)
    expect(refused.errors.join()).toContain(words)
    expect((await sandbox.send(event('1'))).status).toBe(200)
  })

  it.each(['3600000', 'Fri, 20 Nov 2026 13:00:00 GMT', ''])(
    'send “%s” as Retry-After as it stands',
    async (retryAfter) => {
      const sandbox = aSandbox()
      sandbox.addFault({ kind: 'answer-429', count: 1, retryAfterSeconds: 7, retryAfter })
      const { status, response } = await sandbox.send(event('1'))
      expect(status).toBe(429)
      expect(response.headers.get('Retry-After')).toBe(retryAfter)
    },
  )

  it.each([undefined, 200, 503])('answer a page of HTML with status %s', async (status) => {
    const sandbox = aSandbox()
    sandbox.addFault({ kind: 'answer-html', count: 1, ...(status && { status }) })
    const { response, text } = await sandbox.send(event('1'))
    expect(response.status).toBe(status ?? 502)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/html/)
    expect(text).toMatch(/^<!doctype html>/)
    expect(sandbox.interactions()).toEqual([])
  })

  it('accept a call and answer it with megabytes of JSON', async () => {
    const sandbox = aSandbox()
    sandbox.addFault({ kind: 'answer-huge', count: 1 })
    const { status, text } = await sandbox.send(event('1'))
    expect(status).toBe(200)
    expect(text.length).toBeGreaterThan(5_000_000)
    expect(JSON.parse(text)).toMatchObject({ requestId: 'request-1' })
    expect(sandbox.interactions()).toHaveLength(1)
  })

  it('leave a refusal as it is when they are about an answer of 200', async () => {
    const sandbox = aSandbox()
    sandbox.addFault({ kind: 'answer-huge', count: 1 })
    expect((await sandbox.send({})).status).toBe(400)
  })

  it('strike only calls about the content that they name', async () => {
    const sandbox = aSandbox()
    const about = (contentTitle: string, eventId: string) => ({
      ...event(eventId),
      content: { contentTitle },
    })
    const action = {
      reportingSystem: 'Firnline',
      eventTimestamp: '2026-11-20T11:00:00Z',
      contentTitle: 'Offer',
    }
    sandbox.addFault({ kind: 'answer-500', count: 2, contentTitle: 'Offer' })
    sandbox.addFault({ kind: 'answer-403', count: 1 })
    expect((await sandbox.send(about('Tour', '1'))).status).toBe(403)
    expect((await sandbox.send(about('Tour', '1'))).status).toBe(200)
    expect((await sandbox.send(about('Offer', '2'))).status).toBe(500)
    const path = '/v2/customer-engagement/action'
    expect((await sandbox.send(action, { method: 'PUT', path })).status).toBe(500)
    expect((await sandbox.send(about('Offer', '2'))).status).toBe(200)
  })

  it('are asked for and called off over HTTP', async () => {
    const sandbox = aSandbox()
    const ask = (body: unknown) =>
      sandbox.app.request('/sandbox/faults', { method: 'POST', body: JSON.stringify(body) })
    expect((await ask({ kind: 'answer-500', count: 3 })).status).toBe(204)
    expect((await ask({ kind: 'explode', count: 1 })).status).toBe(400)
    expect((await ask({ kind: 'answer-html', count: 1, status: 204 })).status).toBe(400)
    expect((await sandbox.send(event('1'))).status).toBe(500)
    await sandbox.app.request('/sandbox/faults', { method: 'DELETE' })
    expect((await sandbox.send(event('1'))).status).toBe(200)
  })
})
