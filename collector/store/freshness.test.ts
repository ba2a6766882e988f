import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { anAttempt, queueOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'
import { aSpooledBeacon } from './test-store.js'

it('in a new store nothing has ever happened', async () => {
  const { read } = await openTestReader()
  expect(await read((verbs) => verbs.readFreshness())).toEqual({
    receivedAtMs: null,
    bySite: [],
    failedAtMs: null,
    deliveredAtMs: null,
  })
})

it('says when things last happened, of each site too', async () => {
  const { store, read } = await openTestReader()
  const failedEvents = [{ index: 9, reason: 'event_invalid' as const, detail: '', body: '{}' }]
  const beacon = (siteId: string, receivedAtMs: number) =>
    aSpooledBeacon([anEvent('page_view')], { siteId, receivedAtMs })
  await store.appendBeacons([
    beacon('acme-www', NOON_MS + 3),
    beacon('acme-blog', NOON_MS + 7),
    beacon('acme-www', NOON_MS + 5),
    aSpooledBeacon([], { receivedAtMs: NOON_MS + 9, failedEvents }),
  ])
  for (const requestId of ['first', 'second']) {
    await queueOne(store)
    await store.transaction(async (tx) => {
      const claim = await tx.claim({ nowMs: NOON_MS, leaseMs: 1000, downTo: 'low' })
      if (!claim) throw new Error('no lane is due')
      const isSecond = requestId === 'second'
      const attempt = isSecond
        ? anAttempt({ outcome: 'dead', status: 400, reason: 'gong_rejected' })
        : anAttempt({ startedAtMs: NOON_MS + 20, durationMs: 30 })
      const conclusion = isSecond
        ? { state: 'dead' as const, reason: 'gong_rejected' as const, detail: [] }
        : { state: 'delivered' as const, requestId }
      await tx.conclude(claim, { attempt, conclusion, nowMs: NOON_MS })
    })
  }
  expect(await read((verbs) => verbs.readFreshness())).toEqual({
    receivedAtMs: NOON_MS + 7,
    bySite: [
      { siteId: 'acme-blog', receivedAtMs: NOON_MS + 7 },
      { siteId: 'acme-www', receivedAtMs: NOON_MS + 5 },
    ],
    failedAtMs: NOON_MS + 9,
    deliveredAtMs: NOON_MS + 50,
  })
})
