import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { Store } from '../store/store.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { stitch } from '../stitch/test-stitch.js'

/** A visit in which the page says who is there, as far as their alias. */
export async function aVisitOf(email: string, store: Store, anonymousId = 'a'.repeat(32)) {
  const said = anEvent('identify', { person: { email }, occurredAtMs: NOON_MS - 2000 })
  const seen = anEvent('page_view', { occurredAtMs: NOON_MS - 1000 })
  await store.appendBeacons([
    aSpooledBeacon([said, seen], { anonymousId, receivedAtMs: NOON_MS - 500 }),
  ])
  await stitch(store)
}
