import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { aBudget } from '../deliver/test-delivery.js'
import type { GongAnswer } from '../gong/client.js'
import { openTestStore } from '../store/test-store.js'
import { callWithPermit, type CallDeps } from './permitted-call.js'

const CALL_TIMEOUT_MS = 15_000

const ACCEPTED: GongAnswer = {
  kind: 'answer',
  status: 200,
  requestId: 'r-1',
  integrationId: null,
  errors: [],
  retryAfter: null,
  dateMs: null,
  isGongs: true,
}

/** By a clock that waiting turns. */
async function open(budget: Partial<CallDeps['budget']> = {}) {
  let nowMs = NOON_MS
  const test = await openTestStore({ clock: () => nowMs })
  const callsAtMs: number[] = []
  const deps: CallDeps = {
    store: test.store,
    budget: aBudget(budget),
    callTimeoutMs: CALL_TIMEOUT_MS,
    wait: async (ms) => void (nowMs += ms),
  }
  return {
    ...test,
    callsAtMs,
    turn: (ms: number) => (nowMs += ms),
    call: (...answers: GongAnswer[]) =>
      callWithPermit(deps, async () => {
        callsAtMs.push(nowMs)
        return answers.shift() ?? ACCEPTED
      }),
  }
}

describe('a call with a permit', () => {
  it('is counted for the day, and its place is free a second after its end', async () => {
    const { call, callsAtMs, rows } = await open({ callsPerSecond: 2 })
    for (let calls = 0; calls < 5; calls++) expect((await call()).kind).toBe('answered')
    const [first = 0] = callsAtMs
    expect(callsAtMs.map((atMs) => atMs - first)).toEqual([0, 0, 1005, 1005, 2010])
    expect(await rows('permits')).toMatchObject(
      callsAtMs.map((atMs) => ({ priority: 'high', taken_at_ms: atMs, finished_at_ms: atMs })),
    )
  })

  it('waits for a call of a collector that is under way, and no longer than a person does', async () => {
    const { call, store, callsAtMs } = await open({ callsPerSecond: 1 })
    await store.grantPermit(NOON_MS, 'normal')
    expect((await call()).kind).toBe('answered')
    // A call that has not ended by its time-out is over.
    expect(callsAtMs[0]).toBeGreaterThan(NOON_MS + CALL_TIMEOUT_MS)
    expect(callsAtMs[0]).toBeLessThan(NOON_MS + 20_000)
  })

  it('is not made when the day is spent, and says when the next is free', async () => {
    const { call, turn } = await open({ callsPerDay: 1 })
    await call()
    turn(60_000)
    expect(await call()).toMatchObject({
      kind: 'not made',
      verdict: { found: expect.stringContaining('2026-11-18 12:00:00.000 UTC') as string },
    })
  })

  it('hears what Gong asks of everybody, and tells collectors', async () => {
    const { call, store, callsAtMs } = await open()
    const asked: GongAnswer = { ...ACCEPTED, status: 429, retryAfter: '600' }
    expect((await call(asked)).kind).toBe('answered')
    expect((await call()).kind).toBe('not made')
    expect(callsAtMs).toHaveLength(1)
    expect(await store.readDestination()).toMatchObject({
      blockedUntilMs: NOON_MS + 600_000,
      rateShare: 0.5,
    })
  })

  it('is made once more when the access token had ended, and counted twice', async () => {
    const { call, rows } = await open()
    const ended: GongAnswer = { ...ACCEPTED, status: 401, isSignInEnded: true }
    expect(await call(ended)).toEqual({ kind: 'answered', answer: ACCEPTED })
    expect(await rows('permits')).toHaveLength(2)
    expect(await call(ended, ended)).toEqual({ kind: 'answered', answer: ended })
  })

  it('is not made when the store fails', async () => {
    const { call, store, callsAtMs } = await open()
    await store.close()
    expect(await call()).toMatchObject({
      kind: 'not made',
      verdict: { found: expect.stringContaining('the store failed') as string },
    })
    expect(callsAtMs).toEqual([])
  })
})
