import LibsqlDatabase from 'libsql'
import { openStore } from '../collector/store/store.js'
import { eventIdOf } from './beacon-text.js'
import { createSpooledBeacon } from './spooled-beacons.js'

const EVENTS_PER_BEACON = 4
const BEACONS_PER_TRANSACTION = 500

/** Beyond the numbers that a load can reach. */
const FIRST_BEACON = 2 ** 29

/** Makes a store with so many events of which nothing has been made yet. */
export async function fillBacklog(path: string, events: number): Promise<void> {
  const beaconOf = createSpooledBeacon(EVENTS_PER_BEACON)
  const store = await openStore(path)
  for (let from = 0; from < events / EVENTS_PER_BEACON; from += BEACONS_PER_TRANSACTION) {
    const beacons = Array.from({ length: BEACONS_PER_TRANSACTION }, (_, at) =>
      beaconOf(FIRST_BEACON + from + at),
    )
    await store.transaction((tx) => tx.appendBeacons(beacons))
  }
  await store.close()
}

/** How many events of a stopped collector's backlog are in no interaction yet. */
export function readBacklog(path: string): number {
  const file = new LibsqlDatabase(path)
  try {
    const query = "SELECT count(*) FROM events WHERE event_id >= ? AND stage <> 'folded'"
    const firstId = eventIdOf(FIRST_BEACON * EVENTS_PER_BEACON)
    return file.prepare(query).pluck().all(firstId)[0] as number // One column of one row.
  } finally {
    file.close()
  }
}
