import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, VISITOR } from '../../wire/test-data.js'
import type { Store } from '../store/store.js'
import { aLink, TOKEN, TOKEN_HASH, toldOf } from '../store/test-links.js'
import { sealOne } from '../store/test-outbox.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { takeBack } from './take-back.js'
import { MAX_LINK_BROWSERS, stitch } from './test-stitch.js'

const VISITOR_KEY = { siteId: 'acme-www', anonymousId: VISITOR }
const MINUTE_MS = 60_000
const BOB = { email: 'bob@example.org' }
const ADA = { whoKey: 'email:ada@example.org', assurance: 'verified' }
/** By what anybody may carry on. */
const CARRIED = { ...ADA, assurance: 'corroborated' }

const aliases = (store: Store) => store.readAliases(VISITOR_KEY)

async function arrive(store: Store, changes: object): Promise<void> {
  await store.appendBeacons([aSpooledBeacon([anEvent('page_view', changes)])])
  await stitch(store)
}

async function tell(store: Store, ...told: Parameters<typeof toldOf>): Promise<number> {
  await store.keepKnownPeople([toldOf(...told)])
  return stitch(store)
}

describe("what a site's server tells", () => {
  it('of a browser makes it that person from 30 days before, and releases what was held', async () => {
    const { store, rows } = await openTestStore()
    await store.hold([await sealOne(store)], 'identity_unknown')
    expect(await tell(store, `visitor:${VISITOR}`)).toBe(1)
    expect(await aliases(store)).toMatchObject([{ ...ADA, untilMs: null }])
    expect(await rows('interactions')).toMatchObject([
      { asked_at_ms: expect.any(Number) as number },
    ])
    expect(await rows('known_people')).toMatchObject([{ stage: 'stitched' }])
    expect(await stitch(store)).toBe(0)
  })

  it('holds in the stretch between log-outs at which it was so, and in no other', async () => {
    const { store } = await openTestStore()
    await store.appendBeacons([
      aSpooledBeacon([anEvent('reset', { occurredAtMs: NOON_MS + MINUTE_MS })]),
    ])
    await tell(store, `visitor:${VISITOR}`, { toldAtMs: NOON_MS })
    expect(await aliases(store)).toMatchObject([{ ...ADA, untilMs: NOON_MS + MINUTE_MS }])
  })

  it('limitation: told after a log-out, and not since when, is whoever came next', async () => {
    const { store } = await openTestStore()
    await store.appendBeacons([
      aSpooledBeacon([anEvent('reset', { occurredAtMs: NOON_MS + MINUTE_MS })]),
    ])
    await tell(store, `visitor:${VISITOR}`, { toldAtMs: NOON_MS + 30 * MINUTE_MS })
    expect(await aliases(store)).toMatchObject([{ ...ADA, sinceMs: NOON_MS + MINUTE_MS }])
  })

  it('of two people in one browser leaves each their time', async () => {
    const { store } = await openTestStore()
    await tell(store, `visitor:${VISITOR}`)
    await tell(store, `visitor:${VISITOR}`, { person: BOB, toldAtMs: NOON_MS + MINUTE_MS })
    expect(await aliases(store)).toMatchObject([
      { ...ADA, untilMs: NOON_MS + MINUTE_MS },
      { whoKey: 'email:bob@example.org', sinceMs: NOON_MS + MINUTE_MS, assurance: 'verified' },
    ])
  })

  it('is heard whole of two people of whom it tells before the stages hear', async () => {
    const told = [
      toldOf(`visitor:${VISITOR}`),
      toldOf(`visitor:${VISITOR}`, { person: BOB, toldAtMs: NOON_MS + MINUTE_MS }),
    ]
    for (const requests of [[told], told.map((each) => [each])]) {
      const { store } = await openTestStore()
      for (const people of requests) await store.keepKnownPeople(people)
      expect(await stitch(store)).toBe(2)
      expect(await aliases(store)).toMatchObject([
        { ...ADA, untilMs: NOON_MS + MINUTE_MS },
        { whoKey: 'email:bob@example.org', sinceMs: NOON_MS + MINUTE_MS, assurance: 'verified' },
      ])
    }
  })

  it('of people who take turns holds at each of their times, in whatever order it is heard', async () => {
    const turns = [0, 4, 8, 12, 14].map((minute, index) =>
      toldOf(`visitor:${VISITOR}`, {
        ...(index % 2 === 1 && { person: BOB }),
        toldAtMs: NOON_MS + minute * MINUTE_MS,
      }),
    )
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
    ]) {
      const { store } = await openTestStore()
      for (const place of order) {
        const each = turns[place]
        await store.keepKnownPeople(each ? [each] : [])
        await stitch(store)
      }
      const spans = (await aliases(store)).map(({ whoKey, untilMs }) => [whoKey, untilMs])
      expect(spans).toEqual([
        ['email:ada@example.org', NOON_MS + 4 * MINUTE_MS],
        ['email:bob@example.org', NOON_MS + 8 * MINUTE_MS],
        ['email:ada@example.org', NOON_MS + 12 * MINUTE_MS],
        ['email:bob@example.org', NOON_MS + 14 * MINUTE_MS],
        ['email:ada@example.org', null],
      ])
    }
  })

  it('of one time counts by its last word, heard of before or not', async () => {
    const { store, rows } = await openTestStore()
    await tell(store, `visitor:${VISITOR}`)
    await tell(store, `visitor:${VISITOR}`, { person: BOB })
    expect(await aliases(store)).toMatchObject([{ whoKey: 'email:bob@example.org' }])
    expect(await rows('identity_facts')).toHaveLength(1)
  })

  it('of a trackingId is less than proof, since a mail may be handed on', async () => {
    const { store } = await openTestStore()
    await tell(store, 'tracking:t')
    await arrive(store, { trackingId: 't' })
    expect(await aliases(store)).toMatchObject([
      { ...CARRIED, who: { kind: 'person', person: { email: 'ada@example.org' } } },
    ])
    await tell(store, `visitor:${VISITOR}`, { person: BOB, toldAtMs: NOON_MS + MINUTE_MS })
    await arrive(store, { trackingId: 't', occurredAtMs: NOON_MS + 2 * MINUTE_MS })
    expect((await aliases(store)).at(-1)).toMatchObject({
      whoKey: 'email:bob@example.org',
      untilMs: null,
    })
  })

  it.each([
    ['trackingId', 'tracking:t', { trackingId: 't' }],
    ['link', `link:${TOKEN_HASH}`, { linkToken: TOKEN }],
  ])('of a %s names whoever came by it, before or after', async (_, whoKey, changes) => {
    for (const first of ['told', 'came'] as const) {
      const { store } = await openTestStore()
      await store.makeLinks([aLink({ person: BOB, personKey: 'email:bob@example.org' })])
      if (first === 'told') await tell(store, whoKey)
      await arrive(store, changes)
      if (first === 'came') await tell(store, whoKey)
      expect(await aliases(store)).toMatchObject([CARRIED])
    }
  })

  it('of a trackingId that many came by is heard in steps, and told anew from the start', async () => {
    const { store, rows } = await openTestStore()
    const beacons = ['0', '1', '2', '3', '4'].map((letter) =>
      aSpooledBeacon([anEvent('page_view', { trackingId: 't' })], {
        anonymousId: letter.repeat(32),
      }),
    )
    await store.appendBeacons(beacons)
    await stitch(store)
    const known = async (whoKey: string) =>
      (await rows('aliases')).filter((alias) => alias.who_key === whoKey).length
    await store.keepKnownPeople([toldOf('tracking:t')])
    for (const count of [2, 4]) {
      expect(await stitch(store, { limit: 2 })).toBe(1)
      expect(await known(ADA.whoKey)).toBe(count)
      expect(await rows('known_people')).toMatchObject([{ stage: 'told' }])
    }
    await store.keepKnownPeople([toldOf('tracking:t', { person: BOB, toldAtMs: NOON_MS + 1 })])
    for (const count of [2, 4, 5]) {
      expect(await stitch(store, { limit: 2 })).toBe(1)
      expect(await known('email:bob@example.org')).toBe(count)
    }
    expect(await rows('known_people')).toMatchObject([{ stage: 'stitched' }])
    expect(await stitch(store, { limit: 2 })).toBe(0)
  })

  it('of one site says nothing on another', async () => {
    const { store } = await openTestStore()
    await arrive(store, { trackingId: 't' })
    await tell(store, 'tracking:t', { siteId: 'beta' })
    expect(await aliases(store)).toMatchObject([{ whoKey: 'tracking:t' }])
  })

  it('can be taken back, and then is as if it had never been told', async () => {
    const { store } = await openTestStore()
    await arrive(store, { trackingId: 't' })
    const before = await aliases(store)
    const keys = [
      [`visitor:${VISITOR}`, ADA],
      ['tracking:t', CARRIED],
    ] as const
    for (const [whoKey, named] of keys) {
      await tell(store, whoKey)
      expect(await aliases(store)).toMatchObject(
        expect.arrayContaining([expect.objectContaining(named)]) as object,
      )
      const taken = { kind: 'told', siteId: 'acme-www', whoKey } as const
      const deps = { store, maxLinkBrowsers: MAX_LINK_BROWSERS }
      expect(await takeBack(deps, taken)).toBe(true)
      expect(await aliases(store)).toEqual(before)
      expect(await takeBack(deps, taken)).toBe(false)
    }
  })
})

it('of a visitor one word can be taken back, or all of them', async () => {
  const { store } = await openTestStore()
  const [whoKey, deps] = [`visitor:${VISITOR}`, { store, maxLinkBrowsers: MAX_LINK_BROWSERS }]
  for (const minute of [0, 5, 10]) {
    const person = minute === 5 ? { person: BOB } : {}
    await tell(store, whoKey, { ...person, toldAtMs: NOON_MS + minute * MINUTE_MS })
  }
  const taken = { kind: 'told', siteId: 'acme-www', whoKey } as const
  const toldAtMs = NOON_MS + 5 * MINUTE_MS
  expect(await takeBack(deps, { ...taken, toldAtMs })).toBe(true)
  expect(await takeBack(deps, { ...taken, toldAtMs })).toBe(false)
  expect(await aliases(store)).toMatchObject([{ ...ADA, untilMs: null }])
  expect(await takeBack(deps, taken)).toBe(true)
  expect(await aliases(store)).toEqual([])
  expect(await stitch(store)).toBe(0)
})

it('what a session said can be taken back, and held interactions are asked again', async () => {
  const { store, rows } = await openTestStore()
  await arrive(store, { trackingId: 't' })
  const before = await aliases(store)
  const person = { email: 'ada@example.org' }
  const event = anEvent('identify', { person, occurredAtMs: NOON_MS + MINUTE_MS })
  await store.appendBeacons([aSpooledBeacon([event])])
  await stitch(store)
  const then = { occurredAtMs: NOON_MS + MINUTE_MS }
  await store.hold([await sealOne(store, then)], 'identity_unproven')
  const said = (await store.readFacts(VISITOR_KEY)).find(
    ({ fact }) => fact.kind === 'who' && fact.who.kind === 'person',
  )
  if (!said) throw new Error('nobody was named')
  const deps = { store, maxLinkBrowsers: MAX_LINK_BROWSERS }
  const { sessionId, fact } = said
  expect(await takeBack(deps, { kind: 'said', visitor: VISITOR_KEY, sessionId, fact })).toBe(true)
  expect(await aliases(store)).toEqual(before)
  expect(await rows('interactions')).toMatchObject([{ asked_at_ms: expect.any(Number) as number }])
})
