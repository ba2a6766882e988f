import type { GongCall } from '../gong/calls.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Claim } from '../store/outbox.js'
import { PRIORITIES } from '../store/priority.js'
import type { StoreVerbs } from '../store/store.js'
import { findRoom, type RoomWish } from './find-room.js'
import { fixRequest, type FixSetting } from './fix-request.js'

/** Leave to make one call. */
export interface Turn {
  permitId: number
  claim: Claim
  call: GongCall
  /** The lease does not outlast a call that begins later. */
  beginByMs: number
}

export type TurnAnswer =
  | ({ kind: 'turn' } & Turn)
  /** What was claimed does not fit Gong's contract: there is nothing to call. */
  | { kind: 'unfit'; claim: Claim; detail: readonly string[] }
  /** Null: until something new is to be sent. */
  | { kind: 'wait'; untilMs: number | null }
  | { kind: 'halt'; reason: ErrorCode }

export interface TurnWish extends RoomWish, FixSetting {
  /** Of the sign-in: a halt is of it alone. */
  credential: string
}

/** Past the call's own time-out, so that a lease never ends under a call that is still under way. */
const LEASE_MARGIN_MS = 5_000

/** How soon a lane that may have become free is looked for again. */
const CONTENDED_MS = 50

/**
 * While half of the day's calls are left, a person's interactions go in the order in which they happened; from then on
 * what is urgent goes first with a person too, so that no call is spent on what came before it. Gong orders by the time
 * at which things happened.
 *
 * Permit, claim and call in one transaction. So a permit is of the priority that it is spent on, none is taken in vain, and
 * neither a second nor a day sees a call too many.
 */
export async function takeTurn(tx: StoreVerbs, wish: TurnWish): Promise<TurnAnswer> {
  const room = await findRoom(tx, wish)
  const halt = await tx.readHalt(wish.credential)
  if (halt) return { kind: 'halt', reason: halt.reason }
  if (room.kind === 'wait') return { kind: 'wait', untilMs: room.untilMs }
  const { nowMs, downTo, admission, isShort } = room
  const leaseMs = wish.callTimeoutMs + LEASE_MARGIN_MS
  const claim = await tx.claim({ nowMs, leaseMs, downTo, urgentFirst: isShort })
  if (claim) {
    const fixed = await fixRequest(tx, claim, wish)
    if (fixed.kind === 'unfit') return { kind: 'unfit', claim, detail: fixed.detail }
    const permitId = await tx.grantPermit(nowMs, claim.priority)
    const { call } = fixed
    return { kind: 'turn', permitId, claim, call, beginByMs: nowMs + LEASE_MARGIN_MS }
  }
  const dueMs = await tx.readNextDue(nowMs, downTo)
  // Another has its row for a moment.
  if (dueMs !== null && dueMs <= nowMs) return { kind: 'wait', untilMs: nowMs + CONTENDED_MS }
  const opensAtMs = PRIORITIES.map((priority) => admission[priority]).flatMap((each) =>
    each.kind === 'wait' ? [each.untilMs] : [],
  )
  const waits = [...opensAtMs, ...(dueMs === null ? [] : [dueMs])]
  return { kind: 'wait', untilMs: waits.length > 0 ? Math.min(...waits) : null }
}
