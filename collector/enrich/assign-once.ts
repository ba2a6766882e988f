import type { ConfigFile, Site } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import { visitorKey } from '../store/events.js'
import type { SealedInteraction } from '../store/sealed-interactions.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { decideWho } from './decide-who.js'
import { limitHeld } from './limit-held.js'
import { limitSelfReported, readShares, type Decided } from './limit-self-reported.js'
import type { SelfReportedBudget } from './self-reported-budget.js'

export interface AssignDeps {
  store: Store
  sites: ReadonlyMap<string, Site>
  selfReported: SelfReportedBudget
  hold: Pick<ConfigFile['hold'], 'maxPerVisitor'>
  logger: Logger
}

/**
 * Gives sealed interactions their person and puts them into that person's lane, holds them with the reason, or gives
 * them up. Held ones that are to be asked again have a turn of their own in each pass, longest waiting first: half of it,
 * and what new ones leave of the rest. So neither keeps the other waiting: a stranger has all that is held of a browser
 * asked again by one event, and could do so without end. Those of people of whom nobody is certain go as far as there is
 * room, and so do those that wait for room from earlier: of all the most important first. One transaction. Returns how
 * many it moved or asked.
 */
export async function assignOnce(deps: AssignDeps, limit: number): Promise<number> {
  const moved = await deps.store.tryStage(async (tx) => {
    const limits = { ...deps, limit, nowMs: await tx.nowMs() }
    const sealed = await tx.readSealed(limit)
    const asked = await tx.readAsked(Math.max(Math.ceil(limit / 2), limit - sealed.length))
    const first = await decideAll(tx, [...sealed, ...asked], deps)
    const { shares, awaiting } = await readShares(tx, first, limits)
    const askedIds = new Set(asked.map(({ interactionId }) => interactionId))
    const others = awaiting.filter(({ interactionId }) => !askedIds.has(interactionId))
    const decided = [...first, ...(await decideAll(tx, others, deps))]
    const settled = await limitSelfReported(tx, decided, { ...limits, shares })
    const changed = (await limitHeld(tx, settled, deps.hold)).filter(isNews)
    await write(tx, changed, limits)
    await tx.endAsking([...askedIds])
    for (const { interaction } of changed) askedIds.delete(interaction.interactionId)
    return changed.length + askedIds.size
  })
  return moved ?? 0
}

/** Gives up what has been held for too long, at most `limit`. Returns how many. */
export async function shedHeldOnce(
  tx: StoreVerbs,
  { hold, limit }: { hold: Pick<ConfigFile['hold'], 'days'>; limit: number },
): Promise<number> {
  const nowMs = await tx.nowMs()
  const beforeMs = Math.floor(nowMs - hold.days * 24 * 60 * 60 * 1000)
  return tx.shedHeld({ beforeMs, limit }, nowMs)
}

async function decideAll(
  tx: StoreVerbs,
  interactions: readonly SealedInteraction[],
  { store, sites }: AssignDeps,
): Promise<Decided[]> {
  const visitors = new Map(interactions.map(({ visitor }) => [visitorKey(visitor), visitor]))
  const aliasesOf = await tx.readAliasesOf([...visitors.values()])
  const factsOf = await tx.readNamelessFactsOf([...visitors.values()])
  const { installationId } = store
  const ownDomains = [...sites.values()].flatMap((site) => site.ownDomains)
  return interactions.map((interaction) => {
    const { visitor, firstOccurredAtMs: atMs, content } = interaction
    const aliases = aliasesOf.get(visitorKey(visitor)) ?? []
    const facts = factsOf.get(visitorKey(visitor)) ?? []
    const policy = sites.get(visitor.siteId)?.identity ?? 'strict'
    const known = { visitor, aliases, facts, atMs, networkDomain: content.networkDomain }
    return { interaction, decision: decideWho(known, { policy, ownDomains, installationId }) }
  })
}

/** All but what stays held for the same reason, and waits for room of the same person. */
function isNews({ interaction, decision }: Decided): boolean {
  const { reason, laneKey, assurance } = interaction
  switch (decision.kind) {
    case 'hold':
      return decision.reason !== reason
    case 'wait':
      return (
        decision.reason !== reason ||
        decision.laneKey !== laneKey ||
        decision.assurance !== assurance
      )
    case 'send':
    case 'shed':
      return true
  }
}

async function write(
  tx: StoreVerbs,
  decided: readonly Decided[],
  { logger, nowMs }: Pick<AssignDeps, 'logger'> & { nowMs: number },
): Promise<void> {
  const held = new Map<ErrorCode, number[]>()
  const shed = new Map<ErrorCode, number[]>()
  const note = (ids: Map<ErrorCode, number[]>, reason: ErrorCode, interactionId: number) =>
    ids.set(reason, [...(ids.get(reason) ?? []), interactionId])

  for (const { interaction, decision } of decided) {
    const { interactionId, content } = interaction
    switch (decision.kind) {
      case 'hold':
        note(held, decision.reason, interactionId)
        break
      case 'shed':
        note(shed, decision.reason, interactionId)
        break
      case 'wait':
        await tx.holdForRoom(interactionId, decision)
        break
      case 'send': {
        await tx.makePending(interactionId, { ...decision, nowMs })
        const { eventType, title, priority } = content
        await tx.queueLane(decision.laneKey, { dueAtMs: nowMs, priority })
        const ready = { event: 'interaction_ready', interactionId, eventType, title }
        logger.info(ready, 'ready to be sent')
      }
    }
  }
  for (const [reason, ids] of held) await tx.hold(ids, reason)
  for (const [reason, ids] of shed) await tx.shed(ids, { reason, nowMs })
}
