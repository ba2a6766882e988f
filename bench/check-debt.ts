import { eventIdOf, eventNumberOf } from './beacon-text.js'
import type { LoadResult } from './load.js'
import type { StoredEvents } from './read-stored-events.js'

export interface Debt {
  /** Events of beacons that were answered 204. */
  accepted: number
  /** On disk too, without an answer: the load ended while they were under way. */
  unanswered: number
  /** Of both, those that waited no longer in the spool. */
  inStore: number
}

interface CheckedRound {
  load: Pick<LoadResult, 'beaconsSent' | 'beaconsAccepted'>
  stored: StoredEvents
  eventsPerBeacon: number
}

/**
 * A 204 is a debt: throws when an accepted event is not on disk, or when one is there that was never sent. What else
 * is on disk was sent and cut off before its answer.
 */
export function checkDebt({ load, stored, eventsPerBeacon }: CheckedRound): Debt {
  const onDisk = new Set<number>()
  for (const id of [...stored.inStore, ...stored.inSpool]) {
    const event = eventNumberOf(id)
    if (event === null || event >= load.beaconsSent * eventsPerBeacon) {
      throw new Error(`event ${id} is on disk and was never sent`)
    }
    onDisk.add(event)
  }

  const missing: number[] = []
  for (const beacon of load.beaconsAccepted) {
    for (let at = 0; at < eventsPerBeacon; at++) {
      const event = beacon * eventsPerBeacon + at
      if (!onDisk.has(event)) missing.push(event)
    }
  }
  const accepted = load.beaconsAccepted.length * eventsPerBeacon
  const [first] = missing
  if (first !== undefined) {
    throw new Error(
      `${missing.length} of ${accepted} events were answered 204 and are neither in the spool nor in the store, the first ${eventIdOf(first)}`,
    )
  }
  return { accepted, unanswered: onDisk.size - accepted, inStore: stored.inStore.length }
}
