import { v5 as uuidV5 } from 'uuid'
import type { Site } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { StoredEvent } from '../store/events.js'
import type { SealedContent } from '../store/interaction.js'
import type { InteractionKey, Sealed } from '../store/open-interactions.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Alias } from '../store/who.js'
import { aliasAt } from './alias-at.js'
import { compose } from './compose.js'
import { highestMilestone } from './plan-folds.js'

export interface SealDeps {
  store: Store
  sites: ReadonlyMap<string, Site>
  logger: Logger
}

type Events = [StoredEvent, ...StoredEvent[]]
type Sealable = Awaited<ReturnType<StoreVerbs['readSealable']>>[number]

/**
 * Fixes the content of open interactions whose quiet time or maximum has passed. Should a session hold events of two
 * people, each gets a part of its own. One transaction. What can never be composed is buried; a store that fails is no
 * fault of the interaction and is thrown, to be tried again. Returns how many it took.
 */
export async function sealOnce(deps: SealDeps, limit: number): Promise<number> {
  const sealed = await deps.store.tryStage(async (tx) => {
    const nowMs = await tx.nowMs()
    const sealable = await tx.readSealable(nowMs, limit)
    for (const open of sealable) {
      try {
        await sealPeople(tx, open, deps)
      } catch (error) {
        if (!(error instanceof Unsealable)) throw error
        const { interactionId, key } = open
        const { reason, cause } = error
        const words = 'an interaction could not be composed and is buried'
        deps.logger.error({ event: reason, interactionId, siteId: key.siteId, err: cause }, words)
        await tx.bury(interactionId, reason, nowMs)
      }
    }
    return sealable.length
  })
  return sealed ?? 0
}

/** Nothing can be made of the interaction, however often it is tried. */
class Unsealable extends Error {
  override name = 'Unsealable'
  constructor(
    readonly reason: ErrorCode,
    cause: unknown,
  ) {
    super(reason, { cause })
  }
}

async function sealPeople(tx: StoreVerbs, open: Sealable, deps: SealDeps): Promise<void> {
  const { key, part } = open
  const site = deps.sites.get(key.siteId)
  if (!site) {
    const cause = new Error(`site ${key.siteId} is not in the configuration any more`)
    throw new Unsealable('site_unknown', cause)
  }
  const events = await tx.readEventsOf(open.interactionId)
  const people = splitByPerson(events, await tx.readAliases(key))
  if (people.length === 0) {
    throw new Unsealable('compose_failed', new Error('an open interaction has no events'))
  }

  // All before anything is written: who cannot be composed leaves no half of an interaction behind.
  const contents = people.map((theirs) => ({
    theirs,
    content: mustCompose(key.kind, theirs, site),
  }))
  for (const [index, { theirs, content }] of contents.entries()) {
    const sealed: Sealed = {
      gongEventId: gongEventId(deps.store.installationId, key, part + index),
      content,
      milestonePercent:
        key.kind === 'video watched' ? highestMilestone(content.numeric?.value ?? 0) : null,
    }
    await tx.seal(index === 0 ? open.interactionId : await split(tx, open, index, theirs), sealed)
  }
}

function mustCompose(...given: Parameters<typeof compose>): SealedContent {
  try {
    return compose(...given)
  } catch (cause) {
    throw new Unsealable('compose_failed', cause)
  }
}

/** Opens the next part of an interaction for another person's events. */
async function split(tx: StoreVerbs, open: Sealable, index: number, events: Events) {
  const [interactionId] = await tx.openInteractions([
    {
      key: open.key,
      part: open.part + index,
      openedAtMs: open.openedAtMs,
      sealDueAtMs: open.openedAtMs,
      firstOccurredAtMs: events[0].occurredAtMs,
      eventCount: events.length,
    },
  ])
  if (interactionId === undefined) throw new Error('a part was opened and has no number')
  await tx.foldEvents(events.map(({ seq }) => ({ seq, interactionId, unfoldedReason: null })))
  return interactionId
}

/** Events by the person behind them, in order of first appearance. Who logs out and in again stays one person. */
function splitByPerson(events: readonly StoredEvent[], aliases: readonly Alias[]): Events[] {
  const people = new Map<string | undefined, Events>()
  for (const event of events) {
    const person = aliasAt(aliases, event.occurredAtMs)?.whoKey
    const theirs = people.get(person)
    if (theirs) theirs.push(event)
    else people.set(person, [event])
  }
  return [...people.values()]
}

/** Always the same for the same interaction, so that Gong recognises a repeat: a name-based UUID (RFC 9562, 5.5). */
function gongEventId(installationId: string, key: InteractionKey, part: number): string {
  const { siteId, anonymousId, sessionId, kind, contentKey } = key
  const name = [siteId, anonymousId, sessionId, kind, contentKey, part]
  return uuidV5(JSON.stringify(name), installationId)
}
