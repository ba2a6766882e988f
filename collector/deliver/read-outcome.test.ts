import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { CallName } from '../gong/calls.js'
import type { GongAnswer } from '../gong/client.js'
import { backOffMs } from './back-off.js'
import { readOutcome } from './read-outcome.js'
import { readRetryAfterMs } from './retry-after.js'

const DAY_MS = 24 * 60 * 60 * 1000

type Answered = Extract<GongAnswer, { kind: 'answer' }>

const MAIN = 'digital-interaction'

function outcomeOf(status: number, changes: Partial<Answered> = {}, call: CallName = MAIN) {
  const said = { requestId: 'r-1', integrationId: null, errors: ['why'], retryAfter: null }
  return readOutcome(
    { kind: 'answer', status, ...said, dateMs: null, isGongs: true, ...changes },
    NOON_MS,
    call,
  )
}

describe('readOutcome', () => {
  it.each([200, 201, 204, 409])('%i is delivered', (status) => {
    expect(outcomeOf(status)).toEqual({ kind: 'delivered', requestId: 'r-1' })
  })

  it.each([
    [408, 'gong_timeout'],
    [500, 'gong_unavailable'],
    [502, 'gong_unavailable'],
    [503, 'gong_unavailable'],
    [599, 'gong_unavailable'],
  ])('%i is tried again', (status, reason) => {
    expect(outcomeOf(status)).toEqual({ kind: 'retry', reason })
  })

  it('429 keeps every call back for as long as Gong asked', () => {
    expect(outcomeOf(429, { retryAfter: '60' })).toEqual({
      kind: 'retry',
      reason: 'gong_rate_limited',
      askedToWaitMs: 60_000,
    })
  })

  it.each([400, 413, 422])('%i is dead, in the words of Gong', (status) => {
    expect(outcomeOf(status)).toEqual({ kind: 'dead', reason: 'gong_rejected', detail: ['why'] })
  })

  it.each([
    [401, 'gong_unauthorized'],
    [403, 'gong_forbidden'],
    [301, 'gong_unexpected'],
    [404, 'gong_unexpected'],
    [405, 'gong_unexpected'],
  ])('%i halts', (status, reason) => {
    expect(outcomeOf(status)).toEqual({ kind: 'halt', reason })
  })

  it('another region’s words for a key that it does not know are told apart', () => {
    const reason = 'gong_wrong_region'
    expect(outcomeOf(401, { errors: ['The access token has been revoked'] })).toEqual({
      kind: 'halt',
      reason,
    })
  })

  it('an access token that has ended is no reason to halt: the next call brings a new one', () => {
    expect(outcomeOf(401, { isSignInEnded: true })).toEqual({
      kind: 'retry',
      reason: 'gong_token_ended',
    })
  })

  it.each([200, 204])('%i of a page that is not Gong’s is tried again', (status) => {
    const reason = 'gong_answer_unreadable'
    expect(outcomeOf(status, { isGongs: false })).toEqual({ kind: 'retry', reason })
  })

  it.each([
    ['dns', 'gong_unknown_host'],
    ['tls', 'gong_insecure'],
    ['connection', 'gong_unreachable'],
  ] as const)('no connection, by a fault of %s, is tried again', (fault, reason) => {
    const answer = { kind: 'unreachable', fault, cause: 'why' } as const
    expect(readOutcome(answer, NOON_MS, MAIN)).toEqual({ kind: 'retry', reason })
  })

  it('no answer is tried again', () => {
    expect(readOutcome({ kind: 'timeout' }, NOON_MS, MAIN)).toEqual({
      kind: 'retry',
      reason: 'gong_timeout',
    })
  })

  it('only a 2xx or a 409 is ever taken for delivered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const delivered = (status >= 200 && status < 300) || status === 409
        expect(outcomeOf(status).kind === 'delivered').toBe(delivered)
      }),
    )
  })
})

describe.each(['content-viewed', 'content-shared', 'custom-action'] as const)('%s', (call) => {
  it.each([403, 404])(
    'that Gong does not let us make (%i) is dead, and halts nothing',
    (status) => {
      expect(outcomeOf(status, {}, call)).toEqual({
        kind: 'dead',
        reason: 'engagement_not_released',
        detail: ['why'],
      })
    },
  )

  it('whose credentials are refused (401) halts as any call', () => {
    expect(outcomeOf(401, {}, call)).toEqual({ kind: 'halt', reason: 'gong_unauthorized' })
  })

  it('answered by any other status comes to what the main call would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.boolean(), (status, isGongs) => {
        fc.pre(status !== 403 && status !== 404)
        expect(outcomeOf(status, { isGongs }, call)).toEqual(outcomeOf(status, { isGongs }))
      }),
    )
  })
})

it('403 and 404 of integration settings are of the key and the address', () => {
  const outcomes = [403, 404].map((status) => outcomeOf(status, {}, 'integration-settings').kind)
  expect(outcomes).toEqual(['halt', 'halt'])
})

describe('readRetryAfterMs', () => {
  it.each([
    ['seconds', '120', 120_000],
    ['a date', new Date(NOON_MS + 90_000).toUTCString(), 90_000],
    ['a date that is over', new Date(NOON_MS - 90_000).toUTCString(), 1000],
    ['no header', null, 1000],
    ['an empty header', '  ', 1000],
    ['nonsense', 'soon', 1000],
    ['too little', '0', 1000],
    ['less than nothing', '-5', 1000],
    ['parts of a second', '1.5', 1500],
    ['a long quota', '86400', DAY_MS],
    ['more than a day', '864000', DAY_MS],
    ['for ever', 'Infinity', DAY_MS],
    ['what milliseconds would look like', '3600000', DAY_MS],
  ])('takes %s', (_, header, waitMs) => {
    expect(readRetryAfterMs(header, NOON_MS)).toBe(waitMs)
  })

  it('is between a second and a day, whatever came', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (header) => {
        const waitMs = readRetryAfterMs(header, NOON_MS)
        expect(waitMs).toBeGreaterThanOrEqual(1000)
        expect(waitMs).toBeLessThanOrEqual(DAY_MS)
      }),
    )
  })
})

describe('backOffMs', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

  it('doubles from a second to a quarter of an hour', () => {
    const longest = [0, 1, 2, 9, 10, 1000].map((failed) => backOffMs(failed, 1))
    expect(longest).toEqual([1000, 2000, 4000, 512_000, 900_000, 900_000])
  })

  it('is anywhere in the upper half, so that lanes do not come back together', () => {
    fc.assert(
      fc.property(fc.nat(10_000), random, (failed, chance) => {
        const fullMs = backOffMs(failed, 1)
        expect(backOffMs(failed, 0)).toBe(fullMs / 2)
        expect(backOffMs(failed, chance)).toBeGreaterThanOrEqual(fullMs / 2)
        expect(backOffMs(failed, chance)).toBeLessThanOrEqual(fullMs)
      }),
    )
  })
})
