import type { SealedInteraction } from '../store/sealed-interactions.js'
import type { Share, WaitingFor } from '../store/self-reported.js'
import type { StoreVerbs } from '../store/store.js'
import type { Assurance } from '../store/who.js'
import type { Decision } from './decide-who.js'
import { giveRoom, type Claim } from './give-room.js'
import type { SelfReportedBudget } from './self-reported-budget.js'

export interface Decided {
  interaction: SealedInteraction
  decision: Decision | ({ kind: 'wait' } & WaitingFor)
}

export interface Limits {
  selfReported: SelfReportedBudget
  nowMs: number
}

const DAY_MS = 24 * 60 * 60 * 1000

const SHARES: readonly Share[] = ['self_reported_share', 'tracked_share']

/** What room there is now in the shares that are asked for, and what waits for it from earlier: at most `limit` of each. */
export async function readShares(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { selfReported, nowMs, limit }: Limits & { limit: number },
): Promise<{ shares: Map<Share, number>; awaiting: SealedInteraction[] }> {
  const shares = new Map<Share, number>()
  const awaiting: SealedInteraction[] = []
  for (const share of SHARES) {
    const isAwaited = await tx.isShareAwaited(share)
    if (!isAwaited && !decided.some((each) => shareOf(each) === share)) continue
    const sent = await tx.countShare(share, nowMs - DAY_MS)
    const room = Math.max(0, selfReported.perDay[share] - sent)
    shares.set(share, room)
    if (!isAwaited || room === 0) continue
    awaiting.push(...(await tx.readAwaitingShare(share, Math.min(room, limit))))
  }
  return { shares, awaiting }
}

/**
 * What is not verified goes as far as there is room; the rest waits for it. Of one person whom neither the site's server
 * nor a signed token names only so much is sent: anybody can put a trackingId into a beacon, or hand a link on. Besides,
 * there are two shares of the day, each for what a stranger can have by the thousand: one for all whom pages alone name
 * and all browsers that are told apart by a network's company only, and one for all trackingIds of which the site's
 * server has told nothing. Two, or visitors who come by mails would wait for claims. A link is made by the server, and
 * names its person in a few browsers only: it takes of neither.
 */
export async function limitSelfReported(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { selfReported, nowMs, shares }: Limits & { shares: ReadonlyMap<Share, number> },
): Promise<Decided[]> {
  const claims = decided.flatMap(claimOf)
  const laneKeys = [...new Set(claims.map(({ laneKey }) => laneKey))]
  const sentOf = await tx.countUnprovenOf(laneKeys, nowMs - DAY_MS)
  const lanes = new Map(
    laneKeys.map((laneKey) => [laneKey, selfReported.perPersonPerDay - (sentOf.get(laneKey) ?? 0)]),
  )
  const placed = giveRoom(claims, { shares, lanes }).map(({ claim, waitsFor }): Decided => {
    const { interaction, decision, assurance, laneKey } = claim
    return waitsFor === null
      ? { interaction, decision }
      : { interaction, decision: { kind: 'wait', reason: waitsFor, assurance, laneKey } }
  })
  return [...decided.filter((each) => claimOf(each).length === 0), ...placed]
}

/** Of which share one that is to be sent takes. */
function shareOf({ decision }: Decided): Share | null {
  if (decision.kind !== 'send') return null
  const { assurance, who } = decision
  if (assurance === 'claimed' || assurance === 'inferred') return 'self_reported_share'
  return who.kind === 'tracked' ? 'tracked_share' : null
}

function claimOf(decided: Decided): (Claim & Decided & { assurance: Assurance })[] {
  const { interaction, decision } = decided
  if (decision.kind !== 'send' || decision.assurance === 'verified') return []
  const { interactionId, firstOccurredAtMs, content } = interaction
  const { assurance, laneKey } = decision
  const { priority } = content
  const claim = { interactionId, firstOccurredAtMs, priority, laneKey, assurance }
  return [{ ...decided, ...claim, share: shareOf(decided) }]
}
