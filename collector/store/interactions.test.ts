import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { ADA, aSealedContent, sealOne } from './test-outbox.js'
import { openTestStore } from './test-store.js'

const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
const EVER = [{ sinceMs: 0, untilMs: null }]
const given = { who: ADA, assurance: 'claimed', laneKey: 'lane', nowMs: NOON_MS } as const

it('a sealed interaction is sealed for good', async () => {
  const { store, rows } = await openTestStore()
  const interactionId = await sealOne(store)
  const before = await rows('interactions')
  const content = aSealedContent({ title: 'Something else' })
  await store.seal([{ interactionId, gongEventId: 'another', content, milestonePercent: 90 }])
  expect(await rows('interactions')).toEqual(before)
})

it('a held interaction is asked again by its own visitor only, and once', async () => {
  const { store, rows } = await openTestStore()
  await store.hold(await sealOne(store), 'identity_unknown')
  expect(await rows('interactions')).toMatchObject([{ state: 'held', reason: 'identity_unknown' }])
  await store.releaseHeldOf([{ visitor: { ...visitor, siteId: 'beta' }, spans: EVER }])
  await store.releaseHeldOf([{ visitor: { ...visitor, anonymousId: 'f'.repeat(32) }, spans: EVER }])
  expect(await store.readAsked(9)).toEqual([])
  await store.releaseHeldOf([{ visitor, spans: EVER }])
  expect(await store.readAsked(9)).toMatchObject([{ visitor, reason: 'identity_unknown' }])
  await store.endAsking((await store.readAsked(9)).map(({ interactionId }) => interactionId))
  expect(await store.readAsked(9)).toEqual([])
})

it('held interactions of the times that are named are asked again', async () => {
  const { store } = await openTestStore()
  for (const occurredAtMs of [1, 2, 3, 4, 5]) {
    await store.hold(await sealOne(store, { occurredAtMs }), 'identity_unknown')
  }
  const spans = [
    { sinceMs: 2, untilMs: 3 },
    { sinceMs: 4, untilMs: null },
  ]
  await store.releaseHeldOf([{ visitor, spans }])
  const asked = (await store.readAsked(9)).map(({ firstOccurredAtMs }) => firstOccurredAtMs)
  expect(asked).toEqual([2, 4, 5])
})

it('who has waited to be asked again for longest is asked first, however often it is put off', async () => {
  let nowMs = NOON_MS
  const { store } = await openTestStore({ clock: () => nowMs })
  for (const occurredAtMs of [1, 2]) {
    await store.hold(await sealOne(store, { occurredAtMs }), 'identity_unknown')
  }
  const ask = async (sinceMs: number) => {
    nowMs++
    await store.releaseHeldOf([{ visitor, spans: [{ sinceMs, untilMs: sinceMs + 1 }] }])
  }
  await ask(2)
  await ask(1)
  await ask(2)
  expect((await store.readAsked(9)).map((each) => each.firstOccurredAtMs)).toEqual([2, 1])
  expect(await store.readAsked(1)).toMatchObject([{ firstOccurredAtMs: 2 }])
})

it('what has its person is neither held, nor released, nor given another', async () => {
  const { store, rows } = await openTestStore()
  const interactionId = await sealOne(store)
  await store.makePending(interactionId, given)
  const before = await rows('interactions')
  await store.hold(interactionId, 'identity_unknown')
  await store.releaseHeldOf([{ visitor, spans: EVER }])
  await store.makePending(interactionId, { ...given, laneKey: 'another' })
  expect(await rows('interactions')).toEqual(before)
})

it('only held interactions that happened before are shed, with their reason', async () => {
  const { store, rows } = await openTestStore()
  const [old, young, pending] = [
    await sealOne(store, { occurredAtMs: NOON_MS - 1 }),
    await sealOne(store, { occurredAtMs: NOON_MS }),
    await sealOne(store, { occurredAtMs: NOON_MS - 1 }),
  ]
  await store.hold(old, 'identity_unknown')
  await store.hold(young, 'identity_unproven')
  await store.makePending(pending, given)
  expect(await store.shedHeld({ beforeMs: NOON_MS, limit: 9 }, NOON_MS + 5)).toBe(1)
  expect(await rows('interactions')).toMatchObject([
    { state: 'shed', reason: 'hold_expired', ended_at_ms: NOON_MS + 5 },
    { state: 'held', reason: 'identity_unproven', ended_at_ms: null },
    { state: 'pending' },
  ])
})

it('the latest part of an interaction is the one that its next event meets', async () => {
  const { store } = await openTestStore()
  const key = { ...visitor, sessionId: 's', kind: 'video watched', contentKey: 'v' } as const
  expect(await store.readLatestParts([key])).toEqual([])
  const times = { openedAtMs: 1, sealDueAtMs: 2, firstOccurredAtMs: 3 }
  const [one, two] = [1, 2].map((part) => ({ key, part, ...times, eventCount: part }))
  if (!one || !two) throw new Error('two parts')
  const other = { ...key, contentKey: 'w' }
  const [, second, third] = await store.openInteractions([one, two, { ...one, key: other }])
  expect(await store.readLatestParts([other, key, { ...key, contentKey: 'x' }])).toEqual(
    expect.arrayContaining([
      { ...two, interactionId: second, state: 'open', milestonePercent: null, isBuried: false },
      {
        ...one,
        key: other,
        interactionId: third,
        state: 'open',
        milestonePercent: null,
        isBuried: false,
      },
    ]),
  )
  expect(await store.readLatestParts([key])).toHaveLength(1)
  await expect(store.openInteractions([two])).rejects.toThrow(/unique/i)
})

it('an interaction is sealable once its time has come, the longest due first', async () => {
  const { store } = await openTestStore()
  const key = { ...visitor, sessionId: 's', kind: 'page viewed' } as const
  const times = { openedAtMs: 0, firstOccurredAtMs: 0 }
  const open = (contentKey: string, sealDueAtMs: number) => {
    return { key: { ...key, contentKey }, part: 1, ...times, sealDueAtMs, eventCount: 1 }
  }
  const [late, early] = await store.openInteractions([open('late', 20), open('early', 10)])
  const sealableAt = async (nowMs: number) =>
    (await store.readSealable(nowMs, 10)).map(({ interactionId }) => interactionId)
  expect(await sealableAt(9)).toEqual([])
  expect(await sealableAt(10)).toEqual([early])
  expect(await sealableAt(20)).toEqual([early, late])
})
