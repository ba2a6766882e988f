import type { Priority } from '../store/tables.js'

/** An interaction of somebody of whom nobody is certain: under a person cap, and some under a share as well. */
export interface Claim {
  interactionId: number
  laneKey: string
  priority: Priority
  firstOccurredAtMs: number
  /** Whether it takes of what all of them may. */
  takesShare: boolean
}

export interface Room {
  /** For all of those together that take of the share. */
  all: number
  /** For each person's. */
  lanes: ReadonlyMap<string, number>
}

/** A claim that may be sent, or why it has to wait. */
export interface Placed<C extends Claim> {
  claim: C
  waitsFor: 'person_cap' | 'self_reported_share' | null
}

/**
 * Gives claims what room there is: by priority, and within one what happened first. What is over its person's cap takes
 * nothing of what all may take.
 */
export function giveRoom<C extends Claim>(claims: readonly C[], { all, lanes }: Room): Placed<C>[] {
  const left = new Map(lanes)
  let leftOfAll = all
  return claims.toSorted(byTurn).map((claim) => {
    const leftOfLane = left.get(claim.laneKey) ?? 0
    if (leftOfLane <= 0) return { claim, waitsFor: 'person_cap' }
    if (claim.takesShare && leftOfAll <= 0) return { claim, waitsFor: 'self_reported_share' }
    left.set(claim.laneKey, leftOfLane - 1)
    if (claim.takesShare) leftOfAll--
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
