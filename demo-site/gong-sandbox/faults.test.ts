import { describe, expect, it } from 'vitest'
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

  it('are asked for and called off over HTTP', async () => {
    const sandbox = aSandbox()
    const ask = (body: unknown) =>
      sandbox.app.request('/sandbox/faults', { method: 'POST', body: JSON.stringify(body) })
    expect((await ask({ kind: 'answer-500', count: 3 })).status).toBe(204)
    expect((await ask({ kind: 'explode', count: 1 })).status).toBe(400)
    expect((await sandbox.send(event('1'))).status).toBe(500)
    await sandbox.app.request('/sandbox/faults', { method: 'DELETE' })
    expect((await sandbox.send(event('1'))).status).toBe(200)
  })
})
