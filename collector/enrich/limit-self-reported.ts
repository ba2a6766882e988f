import type { SealedInteraction } from '../store/sealed-interactions.js'
import type { StoreVerbs } from '../store/store.js'
import type { Decision } from './decide-who.js'
import { giveRoom, type Claim } from './give-room.js'
import type { SelfReportedBudget } from './self-reported-budget.js'

export interface Decided {
  interaction: SealedInteraction
  decision: Decision | { kind: 'wait'; reason: Waits; laneKey: string }
}

type Waits = 'person_cap' | 'self_reported_share'

export interface Limits {
  selfReported: SelfReportedBudget
  nowMs: number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** How many more may be sent now of people whom pages alone name. */
export async function readRoom(tx: StoreVerbs, { selfReported, nowMs }: Limits): Promise<number> {
  const sent = await tx.countSelfReported(nowMs - DAY_MS)
  return Math.max(0, selfReported.perDay - sent)
}

/** Lets those of whom pages alone name the person go as far as there is room; the others wait for it. */
export async function limitSelfReported(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { selfReported, nowMs, room }: Limits & { room: number },
): Promise<Decided[]> {
  const claims = decided.flatMap(claimOf)
  const lanes = new Map<string, number>()
  for (const { laneKey } of claims) {
    if (lanes.has(laneKey)) continue
    const sent = await tx.countSelfReported(nowMs - DAY_MS, laneKey)
    lanes.set(laneKey, selfReported.perPersonPerDay - sent)
  }
  const placed = giveRoom(claims, { all: room, lanes }).map(({ claim, waitsFor }): Decided => {
    const { interaction, decision, laneKey } = claim
    return waitsFor === null
      ? { interaction, decision }
      : { interaction, decision: { kind: 'wait', reason: waitsFor, laneKey } }
  })
  return [...decided.filter((each) => claimOf(each).length === 0), ...placed]
}

function claimOf(decided: Decided): (Claim & Decided)[] {
  const { interaction, decision } = decided
  if (decision.kind !== 'send' || decision.assurance !== 'claimed') return []
  const { interactionId, firstOccurredAtMs, content } = interaction
  const { laneKey } = decision
  return [{ ...decided, interactionId, firstOccurredAtMs, priority: content.priority, laneKey }]
}
