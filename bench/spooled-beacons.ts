import { randomUUID } from 'node:crypto'
import type { Beacon } from '../wire/beacon.js'
import { openSpool } from '../collector/store/spool/spool.js'
import type { SpooledBeacon } from '../collector/store/spool/spooled-beacon.js'
import { createBeaconText, USER_AGENT } from './beacon-text.js'

const BEACONS_PER_COMMIT = 5000

/** Gives beacon `n` as ingest hands it to the spool. */
export function createSpooledBeacon(eventsPerBeacon: number): (n: number) => SpooledBeacon {
  const textOf = createBeaconText(eventsPerBeacon)
  return (n) => {
    const { siteId, anonymousId, sentAtMs, events } = JSON.parse(textOf(n)) as Beacon // Our own text.
    return {
      beaconId: randomUUID(),
      siteId,
      anonymousId,
      receivedAtMs: sentAtMs,
      userAgent: USER_AGENT,
      events: events.map((event) => ({ event, occurredAtMs: event.occurredAtMs })),
      failedEvents: [],
    }
  }
}

/** Makes a spool in which so many beacons of one event wait. */
export function fillSpool(path: string, count: number): void {
  const beaconOf = createSpooledBeacon(1)
  const spool = openSpool(path)
  for (let from = 0; from < count; from += BEACONS_PER_COMMIT) {
    const length = Math.min(BEACONS_PER_COMMIT, count - from)
    spool.append(Array.from({ length }, (_, at) => JSON.stringify(beaconOf(from + at))))
  }
  spool.close()
}
