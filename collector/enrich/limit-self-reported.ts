import type { SealedInteraction } from '../store/sealed-interactions.js'
import type { StoreVerbs } from '../store/store.js'
import type { Assurance } from '../store/who.js'
import type { Decision } from './decide-who.js'
import { giveRoom, type Claim } from './give-room.js'
import type { SelfReportedBudget } from './self-reported-budget.js'

export interface Decided {
  interaction: SealedInteraction
  decision: Decision | Waiting
}

interface Waiting {
  kind: 'wait'
  reason: 'person_cap' | 'self_reported_share'
  assurance: Assurance
  laneKey: string
}

export interface Limits {
  selfReported: SelfReportedBudget
  nowMs: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** How many more may be sent now of what takes of the share. */
export async function readRoom(tx: StoreVerbs, { selfReported, nowMs }: Limits): Promise<number> {
  const sent = await tx.countSelfReported(nowMs - DAY_MS)
  return Math.max(0, selfReported.perDay - sent)
}

/**
 * What is not verified goes as far as there is room; the rest waits for it. Of one person whom neither the site's server
 * nor a signed token names only so much is sent: anybody can put a trackingId into a beacon, or hand a link on. Of all
 * whom pages alone name, and of all browsers that are told apart by a network's company only, a share of the day: both
 * a stranger can have by the thousand. trackingIds take none of it, or visitors who come by mails would wait for claims.
 */
export async function limitSelfReported(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { selfReported, nowMs, room }: Limits & { room: number },
): Promise<Decided[]> {
  const claims = decided.flatMap(claimOf)
  const laneKeys = [...new Set(claims.map(({ laneKey }) => laneKey))]
  const sentOf = await tx.countUnprovenOf(laneKeys, nowMs - DAY_MS)
  const lanes = new Map(
    laneKeys.map((laneKey) => [laneKey, selfReported.perPersonPerDay - (sentOf.get(laneKey) ?? 0)]),
  )
  const placed = giveRoom(claims, { all: room, lanes }).map(({ claim, waitsFor }): Decided => {
    const { interaction, decision, assurance, laneKey } = claim
    return waitsFor === null
      ? { interaction, decision }
      : { interaction, decision: { kind: 'wait', reason: waitsFor, assurance, laneKey } }
  })
  return [...decided.filter((each) => claimOf(each).length === 0), ...placed]
}

/** Whether one that is to be sent takes of the share. */
export function takesShare({ decision }: Decided): boolean {
  if (decision.kind !== 'send') return false
  return decision.assurance === 'claimed' || decision.assurance === 'inferred'
}

function claimOf(decided: Decided): (Claim & Decided & { assurance: Assurance })[] {
  const { interaction, decision } = decided
  if (decision.kind !== 'send' || decision.assurance === 'verified') return []
  const { interactionId, firstOccurredAtMs, content } = interaction
  const { assurance, laneKey } = decision
  const { priority } = content
  const claim = { interactionId, firstOccurredAtMs, priority, laneKey, assurance }
  return [{ ...decided, ...claim, takesShare: takesShare(decided) }]
}
