import type { StoreVerbs } from '../../store/store.js'
import { beaconOf, type arrivals } from './arrivals.js'

/** Hands events over as the clock comes to the times at which they were received. */
export async function openInbox(events: ReturnType<typeof arrivals>) {
  let next = await events.next()
  let count = 0
  let lastSeq = 0
  const bySite = new Map<string, number>()
  return {
    isEmpty: () => next.done === true,
    /** When the next event was received; null after the last. */
    nextAtMs: () => (next.done === true ? null : next.value.receivedAtMs),
    count: () => count,
    lastSeq: () => lastSeq,
    /** How many events came for each site. */
    bySite: () => bySite,
    async forward(verbs: StoreVerbs, nowMs: number): Promise<number> {
      const due = []
      while (next.done !== true && next.value.receivedAtMs <= nowMs) {
        due.push(beaconOf(next.value))
        const { seq, siteId } = next.value
        lastSeq = seq
        bySite.set(siteId, (bySite.get(siteId) ?? 0) + 1)
        next = await events.next()
      }
      if (due.length > 0) await verbs.appendBeacons(due)
      count += due.length
      return due.length
    },
  }
}
