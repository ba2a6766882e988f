import type { Share, WaitingFor } from '../store/self-reported.js'
import type { Priority } from '../store/tables.js'

/** An interaction of somebody of whom nobody is certain: under a person cap, and some under a share as well. */
export interface Claim {
  interactionId: number
  laneKey: string
  priority: Priority
  firstOccurredAtMs: number
  /** The share that it takes of. */
  share: Share | null
}

export interface Room {
  /** For all of those together that take of a share; none where it is not named. */
  shares: ReadonlyMap<Share, number>
  /** For each person's. */
  lanes: ReadonlyMap<string, number>
}

/** A claim that may be sent, or why it has to wait. */
export interface Placed<C extends Claim> {
  claim: C
  waitsFor: WaitingFor['reason'] | null
}

/**
 * Gives claims what room there is: by priority, and within one what happened first. A claim needs room in its person's
 * lane and, if it takes of a share, in that as well; it takes of both or of neither. What is over its person's cap takes
 * nothing of the share, and what one share lacks the other does not give: whoever makes up trackingIds by the thousand
 * leaves claims what is theirs, and the other way round.
 */
export function giveRoom<C extends Claim>(
  claims: readonly C[],
  { shares, lanes }: Room,
): Placed<C>[] {
  const leftOfLanes = new Map(lanes)
  const leftOfShares = new Map(shares)
  return claims.toSorted(byTurn).map((claim) => {
    const { laneKey, share } = claim
    const leftOfLane = leftOfLanes.get(laneKey) ?? 0
    if (leftOfLane <= 0) return { claim, waitsFor: 'person_cap' }
    if (share !== null) {
      const leftOfShare = leftOfShares.get(share) ?? 0
      if (leftOfShare <= 0) return { claim, waitsFor: share }
      leftOfShares.set(share, leftOfShare - 1)
    }
    leftOfLanes.set(laneKey, leftOfLane - 1)
    return { claim, waitsFor: null }
  })
}

const TURN: Record<Priority, number> = { high: 0, normal: 1, low: 2 }

function byTurn(a: Claim, b: Claim): number {
  return (
    TURN[a.priority] - TURN[b.priority] ||
    a.firstOccurredAtMs - b.firstOccurredAtMs ||
    a.interactionId - b.interactionId
  )
}
