import type { ConfigFile, Site } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Alias } from '../store/who.js'
import { aliasAt } from './alias-at.js'

export interface AssignDeps {
  store: Store
  sites: ReadonlyMap<string, Site>
  logger: Logger
}

/**
 * Gives sealed interactions their person and puts them into that person's lane, or holds them with the reason. One
 * transaction. Returns how many it took.
 */
export async function assignOnce(deps: AssignDeps, limit: number): Promise<number> {
  const assigned = await deps.store.tryStage(async (tx) => {
    const sealed = await tx.readSealed(limit)
    const nowMs = await tx.nowMs()
    for (const interaction of sealed) await assign(tx, interaction, { ...deps, nowMs })
    return sealed.length
  })
  return assigned ?? 0
}

/** Gives up what has been held for too long, at most `limit`. Returns how many. */
export async function shedHeldOnce(
  tx: StoreVerbs,
  { hold, limit }: { hold: ConfigFile['hold']; limit: number },
): Promise<number> {
  const nowMs = await tx.nowMs()
  return tx.shedHeld({ beforeMs: nowMs - hold.days * 24 * 60 * 60 * 1000, limit }, nowMs)
}

async function assign(
  tx: StoreVerbs,
  interaction: Awaited<ReturnType<StoreVerbs['readSealed']>>[number],
  { sites, logger, nowMs }: AssignDeps & { nowMs: number },
): Promise<void> {
  const { interactionId, visitor, firstOccurredAtMs } = interaction
  const alias = aliasAt(await tx.readAliases(visitor), firstOccurredAtMs)
  const reason = reasonToHold(alias, sites.get(visitor.siteId)?.identity ?? 'strict')
  if (!alias || reason) return tx.hold(interactionId, reason ?? 'identity_unknown')
  const { who, assurance, whoKey: laneKey } = alias
  await tx.makePending(interactionId, { who, assurance, laneKey, nowMs })
  await tx.queueLane(laneKey, nowMs)
  const { eventType, title } = interaction.content
  logger.info({ event: 'interaction_ready', interactionId, eventType, title }, 'ready to be sent')
}

function reasonToHold(alias: Alias | null, policy: Site['identity']): ErrorCode | null {
  if (!alias) return 'identity_unknown'
  return alias.assurance === 'claimed' && policy === 'strict' ? 'identity_unproven' : null
}
