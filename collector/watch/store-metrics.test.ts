import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { credentialOf } from '../open-gong.js'
import { openToRead } from '../store/open-to-read.js'
import type { Store } from '../store/store.js'
import { queueOne, sealOne } from '../store/test-outbox.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { GONG, read } from '../test-config.js'
import { readStoreMetrics } from './store-metrics.js'
import { samplesOf } from './test-scrape.js'

const withGong = () => read({ ...GONG, GONG_CALLS_PER_DAY: '100' })

async function openBoth() {
  const { store, target } = await openTestStore({ clock: () => NOON_MS })
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  return {
    store,
    samples: async (config = withGong()) =>
      samplesOf('store', await reader.read((verbs) => readStoreMetrics(verbs, config, NOON_MS))),
  }
}

it('tells how long the oldest row waits for each stage', async () => {
  const { store, samples } = await openBoth()
  const at = { receivedAtMs: NOON_MS - 90_000 }
  await store.appendBeacons([aSpooledBeacon([anEvent('page_view')], at)])
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'tamtam_stage_lag_seconds{stage="received"} 90',
      'tamtam_stage_lag_seconds{stage="stitched"} 0',
      'tamtam_stage_lag_seconds{stage="open_due"} 0',
      'tamtam_stage_lag_seconds{stage="sealed"} 0',
    ]),
  )
})

it('tells what is held and dead by reason, and what waits by priority and since when', async () => {
  const { store, samples } = await openBoth()
  await store.hold(await sealOne(store), 'identity_unknown')
  await store.bury(await sealOne(store), 'compose_failed', NOON_MS)
  await queueOne(store, { content: { priority: 'low' }, nowMs: NOON_MS - 60_000 })
  await queueOne(store, { content: { priority: 'low' }, nowMs: NOON_MS })
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'tamtam_interactions_held{reason="identity_unknown"} 1',
      'tamtam_interactions_dead{reason="compose_failed"} 1',
      'tamtam_interactions_waiting{priority="high"} 0',
      'tamtam_interactions_waiting{priority="low"} 2',
      'tamtam_interactions_waiting_oldest_seconds{priority="low"} 60',
    ]),
  )
})

it('tells what the budget allows, what was used of it and what is left', async () => {
  const { store, samples } = await openBoth()
  for (let calls = 0; calls < 3; calls++) await store.grantPermit(NOON_MS - 1000, 'high')
  expect(await samples()).toEqual(
    expect.arrayContaining([
      'tamtam_budget_calls_allowed{priority="high"} 80',
      'tamtam_budget_calls_used{priority="high"} 3',
      'tamtam_budget_calls_used{priority="normal"} 0',
      'tamtam_budget_calls_left{priority="high"} 77',
    ]),
  )
})

function credential(): string {
  const { gong } = withGong()
  if (!gong) throw new Error('there are no credentials')
  return credentialOf(gong)
}

const calm = { blockedUntilMs: 0, failures: 0, rateShare: 1, rateChangedAtMs: NOON_MS }

it.each([
  ['called', async () => undefined, 1],
  ['slowed', (store: Store) => store.writeDestination({ ...calm, failures: 2 }), 1],
  ['slowed', (store: Store) => store.writeDestination({ ...calm, rateShare: 0.25 }), 0.25],
  [
    'blocked',
    (store: Store) => store.writeDestination({ ...calm, blockedUntilMs: NOON_MS + 1 }),
    1,
  ],
  [
    'halted',
    (store: Store) =>
      store.halt(credential(), { reason: 'gong_forbidden' as const, haltedAtMs: NOON_MS }),
    1,
  ],
])('the destination is %s and nothing else', async (state, bring, rate) => {
  const { store, samples } = await openBoth()
  await bring(store)
  const told = await samples()
  expect(told.filter((line) => /^tamtam_destination_state.* 1$/.test(line))).toEqual([
    `tamtam_destination_state{state="${state}"} 1`,
  ])
  expect(told).toContain(`tamtam_destination_rate_ratio ${rate}`)
})

it('without credentials it is a preview', async () => {
  const { samples } = await openBoth()
  expect(await samples(read({}))).toContain('tamtam_destination_state{state="preview"} 1')
})
