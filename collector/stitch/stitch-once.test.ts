import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import type { Store } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { MAX_FACTS_PER_VISITOR } from './forget-oldest.js'
import { stitch } from './test-stitch.js'

const VISITOR_KEY = { siteId: 'acme-www', anonymousId: VISITOR }
const MINUTE_MS = 60_000

const identify = (email: string, minute: number, session = 's') =>
  anEvent('identify', {
    person: { email },
    occurredAtMs: NOON_MS + minute * MINUTE_MS,
    sessionId: session,
  })

async function arrive(store: Store, events: WireEvent[], anonymousId = VISITOR): Promise<void> {
  await store.appendBeacons([aSpooledBeacon(events, { anonymousId })])
  await stitch(store)
}

async function spans(store: Store, anonymousId = VISITOR) {
  const aliases = await store.readAliases({ ...VISITOR_KEY, anonymousId })
  return aliases.map(({ whoKey, sinceMs, untilMs }) => [whoKey, sinceMs, untilMs])
}

describe('facts become aliases', () => {
  it('each event is taken once', async () => {
    const { store, rows } = await openTestStore()
    await store.appendBeacons([aSpooledBeacon([anEvent('page_view'), anEvent('click')])])
    expect(await stitch(store, { limit: 1 })).toBe(1)
    expect(await stitch(store, { limit: 10 })).toBe(1)
    expect(await stitch(store, { limit: 10 })).toBe(0)
    expect((await rows('events')).map(({ stage }) => stage)).toEqual(['stitched', 'stitched'])
  })

  it('a fact that arrives late is put in its place', async () => {
    const { store } = await openTestStore()
    await arrive(store, [identify('bob@example.org', 20, 'later')])
    await arrive(store, [identify('ada@example.org', 10, 'earlier')])
    const [ada, bob] = await spans(store)
    expect([ada?.[0], ada?.[2]]).toEqual(['email:ada@example.org', NOON_MS + 20 * MINUTE_MS])
    expect(bob).toEqual(['email:bob@example.org', NOON_MS + 20 * MINUTE_MS, null])
  })

  it('a trackingId on many events of a session is one fact, with its first and last time', async () => {
    const { store, rows } = await openTestStore()
    const clickAt = (minute: number) =>
      anEvent('click', { trackingId: 't', occurredAtMs: NOON_MS + minute * MINUTE_MS })
    await arrive(store, [clickAt(5), clickAt(3), clickAt(9)])
    await arrive(store, [clickAt(1), clickAt(7)])
    expect(await rows('identity_facts')).toMatchObject([
      { first_ms: NOON_MS + MINUTE_MS, last_ms: NOON_MS + 9 * MINUTE_MS },
    ])
    expect(await spans(store)).toMatchObject([['tracking:t', expect.any(Number), null]])
  })

  it('who comes back after a reset within one session is seen', async () => {
    const { store } = await openTestStore()
    const reset = anEvent('reset', { occurredAtMs: NOON_MS + 2 * MINUTE_MS, sessionId: SESSION })
    const again = [1, 3].map((minute) => identify('ada@example.org', minute, SESSION))
    await arrive(store, [...again, reset])
    expect(await spans(store)).toMatchObject([
      ['email:ada@example.org', expect.any(Number), NOON_MS + 2 * MINUTE_MS],
      ['email:ada@example.org', NOON_MS + 2 * MINUTE_MS, null],
    ])
  })

  it('two people who take turns in one session are told apart', async () => {
    const { store } = await openTestStore()
    const call = (phoneNumber: string, minute: number) =>
      anEvent('identify', {
        person: { phoneNumber },
        occurredAtMs: NOON_MS + minute * MINUTE_MS,
        sessionId: SESSION,
      })
    await arrive(store, [call('1', 1), call('2', 2), call('1', 3)])
    expect(await spans(store)).toMatchObject([
      ['phone:1', expect.any(Number), NOON_MS + 2 * MINUTE_MS],
      ['phone:2', NOON_MS + 2 * MINUTE_MS, NOON_MS + 3 * MINUTE_MS],
      ['phone:1', NOON_MS + 3 * MINUTE_MS, null],
    ])
  })

  it('thousands of people in one browser stop nothing, and of the oldest nothing is known any more', async () => {
    const { store, rows } = await openTestStore()
    const count = 2 * MAX_FACTS_PER_VISITOR
    const events = Array.from({ length: count }, (_, index) =>
      anEvent('click', { trackingId: `t${index}`, occurredAtMs: NOON_MS + index }),
    )
    await store.appendBeacons([aSpooledBeacon(events)])
    expect(await stitch(store, { limit: events.length })).toBe(events.length)
    expect(await rows('identity_facts')).toHaveLength(MAX_FACTS_PER_VISITOR)
    const aliases = await spans(store)
    expect(aliases).toHaveLength(MAX_FACTS_PER_VISITOR - 1)
    const knownFromMs = NOON_MS + count - MAX_FACTS_PER_VISITOR + 1
    expect(aliases[0]?.[1]).toBe(knownFromMs - 2)
    expect(aliases.at(-1)).toEqual([`tracking:t${count - 1}`, NOON_MS + count - 1, null])
  })

  it('who logs in and out each day is known on each of them, however long ago the first is', async () => {
    const { store, rows } = await openTestStore()
    const days = MAX_FACTS_PER_VISITOR
    for (let day = 0; day < days; day++) {
      const session = String(day)
      const [inAt, outAt] = [day * 24 * 60, day * 24 * 60 + 5]
      const occurredAtMs = NOON_MS + outAt * MINUTE_MS
      const reset = anEvent('reset', { occurredAtMs, sessionId: session })
      await arrive(store, [identify('ada@example.org', inAt, session), reset])
      const present = (await spans(store)).at(-1)
      expect(present).toEqual(['email:ada@example.org', expect.any(Number), occurredAtMs])
    }
    // A reset stands for the first log-in and the log-out after it.
    expect(await rows('identity_facts')).toHaveLength(MAX_FACTS_PER_VISITOR - 1)
  })

  it('one visitor says nothing of another', async () => {
    const { store } = await openTestStore()
    const other = 'f'.repeat(32)
    await arrive(store, [identify('ada@example.org', 1)])
    await arrive(store, [identify('bob@example.org', 2)], other)
    expect(await spans(store)).toHaveLength(1)
    expect(await spans(store, other)).toMatchObject([
      ['email:bob@example.org', expect.any(Number), null],
    ])
  })

  it('the same facts in any order, in any beacons, give the same aliases', async () => {
    const { store } = await openTestStore()
    const facts = () => [
      identify('ada@example.org', 1, 'one'),
      anEvent('click', { trackingId: 't1', occurredAtMs: NOON_MS + 2 * MINUTE_MS }),
      anEvent('reset', { occurredAtMs: NOON_MS + 3 * MINUTE_MS, sessionId: 'one' }),
      identify('bob@example.org', 4, 'two'),
      identify('ada@example.org', 5, 'three'),
      anEvent('click', { trackingId: 't2', occurredAtMs: NOON_MS + 6 * MINUTE_MS }),
    ]
    const inOrder = 'e'.repeat(32)
    await arrive(store, facts(), inOrder)
    const expected = await spans(store, inOrder)
    expect(expected).toHaveLength(5)
    let visitor = 0
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })
    await fc.assert(
      fc.asyncProperty(order, fc.nat(5), async (places, cut) => {
        const anonymousId = String(++visitor).padStart(32, '0')
        const events = facts()
        const shuffled = places.flatMap((place) => events[place] ?? [])
        await arrive(store, shuffled.slice(0, cut), anonymousId)
        await arrive(store, shuffled.slice(cut), anonymousId)
        expect(await spans(store, anonymousId)).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })
})

describe('what was held is asked again', () => {
  it('when its visitor becomes somebody', async () => {
    const { store, rows } = await openTestStore()
    await store.hold([await sealOne(store)], 'identity_unknown')
    await arrive(store, [identify('ada@example.org', 1)])
    expect(await rows('interactions')).toMatchObject([
      { asked_at_ms: expect.any(Number) as number },
    ])
  })

  it('not when somebody else does, nor when there is no news', async () => {
    const { store, rows } = await openTestStore()
    await arrive(store, [identify('ada@example.org', 1)])
    await store.hold([await sealOne(store)], 'identity_unproven')
    await arrive(store, [anEvent('page_view')])
    await arrive(store, [identify('ada@example.org', 2)])
    await arrive(store, [identify('bob@example.org', 1)], 'f'.repeat(32))
    expect(await rows('interactions')).toMatchObject([{ asked_at_ms: null }])
  })
})
