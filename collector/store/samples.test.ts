import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { queueOne, sealOne } from './test-outbox.js'
import { aSpooledBeacon, openTestStore } from './test-store.js'

const MINUTE_MS = 60_000
const at = (minute: number) => NOON_MS + minute * MINUTE_MS

async function openSampled() {
  const { store } = await openTestStore()
  const accept = (count: number) =>
    store.appendBeacons([aSpooledBeacon(Array.from({ length: count }, () => anEvent('page_view')))])
  return { store, accept, read: () => store.readSamples({ sinceMs: NOON_MS }) }
}

it('a sample counts what came and what ended since the one before; the first counts nothing', async () => {
  const { store, accept, read } = await openSampled()
  await accept(2)
  await store.bury(await sealOne(store), 'compose_failed', at(-3))
  await store.takeSample(at(0))
  await accept(3)
  await store.bury(await sealOne(store), 'compose_failed', at(0.5))
  await store.bury(await sealOne(store), 'compose_failed', at(0.6))
  await store.hold([await sealOne(store), await sealOne(store)], 'identity_unknown')
  await queueOne(store)
  await store.takeSample(at(1))
  await store.shedHeld({ beforeMs: at(9), limit: 1 }, at(1.5))
  await store.takeSample(at(2))
  const none = { accepted: 0, delivered: 0, shed: 0, dead: 0, folded: 0 }
  expect(await read()).toEqual([
    { atMs: at(0), ...none, held: 0, waiting: 0 },
    { atMs: at(1), ...none, accepted: 3, dead: 2, held: 2, waiting: 1 },
    { atMs: at(2), ...none, shed: 1, held: 1, waiting: 1 },
  ])
})

it('of two processes whose minutes fall together one takes it', async () => {
  const { store, accept, read } = await openSampled()
  expect(await store.takeSample(at(0))).toBe(true)
  await accept(1)
  expect(await store.takeSample(at(0.5))).toBe(false)
  expect(await store.takeSample(at(1))).toBe(true)
  expect((await read()).map(({ accepted }) => accepted)).toEqual([0, 1])
})

it('the next sample can be looked at before it is taken', async () => {
  const { store, accept, read } = await openSampled()
  await store.takeSample(at(0))
  await accept(3)
  await queueOne(store)
  expect(await store.readNextSample(at(0.5))).toMatchObject({
    atMs: at(0.5),
    accepted: 3,
    waiting: 1,
  })
  await store.takeSample(at(1))
  expect((await read()).at(-1)).toMatchObject({ accepted: 3, waiting: 1 })
})

it('what ends as a sample is taken is in the next one', async () => {
  const { store, read } = await openSampled()
  await store.takeSample(at(0))
  const interactionId = await sealOne(store)
  await store.takeSample(at(1))
  await store.bury(interactionId, 'compose_failed', at(1) - 1000)
  await store.takeSample(at(2))
  expect((await read()).map(({ dead }) => dead)).toEqual([0, 0, 1])
})

it('samples go once they are old', async () => {
  const { store } = await openSampled()
  await store.takeSample(at(0))
  await store.takeSample(at(1))
  await store.removeSamples(at(1))
  expect(await store.readSamples({ sinceMs: 0 })).toMatchObject([{ atMs: at(1) }])
  expect(await store.readSamples({ sinceMs: at(2) })).toEqual([])
})
