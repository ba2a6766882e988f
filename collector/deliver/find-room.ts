import { PRIORITIES } from '../store/priority.js'
import type { StoreVerbs } from '../store/store.js'
import type { Priority } from '../store/tables.js'
import { admit, type Admission } from './admit.js'
import type { Budget } from './budget.js'
import { paceAt } from './business-day.js'
import { placesAt, rateShareAt } from './rate-share.js'

/** Whether a call may be made now, and for which priorities; or what it waits for. */
export type Room =
  | {
      kind: 'room'
      nowMs: number
      downTo: Priority
      admission: Record<Priority, Admission>
      /** Half of the day's calls are spent. */
      isShort: boolean
    }
  | { kind: 'wait'; untilMs: number; why: 'blocked' | 'places' | 'spent' }

export interface RoomWish {
  budget: Budget
  /** Longer than any call takes: until then an unfinished call counts as under way. */
  callTimeoutMs: number
}

/**
 * A call occupies its place until a second after its answer was there. Counted so, no second of Gong's clock can see
 * one call too many, however long each was under way; counted from the sending, two slow calls could arrive together
 * with the next three. The 5 ms are for clocks that read in whole milliseconds and are being set right.
 */
const PLACE_HELD_MS = 1005

/**
 * Counts the calls of the last second and day. It locks the destination's one row, at which all processes queue, so that
 * what is counted cannot change until the transaction ends; the permit is to be taken within it.
 */
export async function findRoom(tx: StoreVerbs, { budget, callTimeoutMs }: RoomWish): Promise<Room> {
  const destination = await tx.readDestination()
  // Once the row is ours.
  const nowMs = await tx.nowMs()
  if (destination.blockedUntilMs > nowMs) {
    return { kind: 'wait', untilMs: destination.blockedUntilMs, why: 'blocked' }
  }
  await tx.pullPermitsOutOfFuture(nowMs)

  const share = rateShareAt(destination, nowMs)
  const { places, heldMs } =
    // One call is enough to find out whether Gong is back.
    destination.failures > 0
      ? { places: 1, heldMs: PLACE_HELD_MS }
      : placesAt(budget.callsPerSecond, share, PLACE_HELD_MS)
  const held = await tx.readPlaces({ nowMs, heldMs, callTimeoutMs })
  if (held.length >= places) {
    const freeAt = held.map(({ freeAtMs }) => freeAtMs ?? nowMs + heldMs).sort((a, b) => a - b)
    const untilMs = Math.max(nowMs + 1, freeAt[held.length - places] ?? nowMs)
    return { kind: 'wait', untilMs, why: 'places' }
  }

  const { inDay, admission } = await readAdmission(tx, budget, nowMs)
  if (admission.high.kind === 'wait') return { ...admission.high, why: 'spent' }
  const downTo = PRIORITIES.findLast((each) => admission[each].kind === 'admitted') ?? 'high'
  const spent = PRIORITIES.reduce((sum, each) => sum + inDay[each], 0)
  return { kind: 'room', nowMs, downTo, admission, isShort: 2 * spent >= budget.callsPerDay }
}

/** Which priorities the day's calls have room for, and how many of each were made. */
export async function readAdmission(
  tx: Pick<StoreVerbs, 'readSpent'>,
  budget: Budget,
  nowMs: number,
): Promise<{ inDay: Record<Priority, number>; admission: Record<Priority, Admission> }> {
  const { sinceMs } = paceAt(nowMs, budget.businessDay)
  const { inDay, after, oldestAtMs } = await tx.readSpent(nowMs, [sinceMs])
  const [sinceClose = inDay] = after
  return { inDay, admission: admit({ inDay, sinceClose, oldestAtMs }, budget, nowMs) }
}
