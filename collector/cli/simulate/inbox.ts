import type { StoreVerbs } from '../../store/store.js'
import { beaconOf, type arrivals } from './arrivals.js'

/** Hands events over as the clock comes to the times at which they were received. */
export async function openInbox(events: ReturnType<typeof arrivals>) {
  let next = await events.next()
  let count = 0
  let lastSeq = 0
  return {
    isEmpty: () => next.done === true,
    /** When the next event was received; null after the last. */
    nextAtMs: () => (next.done === true ? null : next.value.receivedAtMs),
    count: () => count,
    lastSeq: () => lastSeq,
    async forward(verbs: StoreVerbs, nowMs: number): Promise<number> {
      const due = []
      while (next.done !== true && next.value.receivedAtMs <= nowMs) {
        due.push(beaconOf(next.value))
        lastSeq = next.value.seq
        next = await events.next()
      }
      if (due.length > 0) await verbs.appendBeacons(due)
      count += due.length
      return due.length
    },
  }
}
