import { v5 as uuidV5 } from 'uuid'
import type { Site } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Logger } from '../lib/logger.js'
import type { Span, Tracing } from '../lib/tracing.js'
import { visitorKey, type StoredEvent } from '../store/events.js'
import type { InteractionKey, Sealed } from '../store/open-interactions.js'
import type { Store, StoreVerbs } from '../store/store.js'
import type { Alias } from '../store/who.js'
import { aliasAt } from './alias-at.js'
import { compose } from './compose.js'
import type { ContentOf } from './contents.js'
import { highestMilestone } from './plan-folds.js'
import { tellsOf } from './tells.js'

export interface SealDeps {
  store: Store
  sites: ReadonlyMap<string, Site>
  contentOf: ContentOf
  logger: Logger
  tracing?: Tracing
}

type Events = [StoredEvent, ...StoredEvent[]]
type Sealable = Awaited<ReturnType<StoreVerbs['readSealable']>>[number]

/** What becomes of an interaction whose time has come. */
type Sealing =
  | { kind: 'sealed'; people: { theirs: Events; sealed: Omit<Sealed, 'interactionId'> }[] }
  | { kind: 'put off' }
  | { kind: 'unsealable'; reason: ErrorCode; cause: unknown }

/** What the events of one pass may weigh in memory; one interaction has at most a thousand. */
const EVENTS_PER_PASS = 2000

/** While a site is being made known to one collector after the other. */
const PUT_OFF_MS = 15 * 60 * 1000
const MAX_PUT_OFF_MS = 24 * 60 * 60 * 1000

/**
 * Fixes the content of open interactions whose quiet time or maximum has passed. Should a session hold events of two
 * people, each gets a part of its own. One transaction. What can never be composed is buried, and what is of a site that
 * this process does not know is put off for a day before that, since another process may know it. A store that fails is
 * no fault of the interaction and is thrown, to be tried again. Returns how many it took.
 */
export async function sealOnce(deps: SealDeps, limit: number): Promise<number> {
  const end = deps.tracing?.begin()
  const spans: Span[] = []
  const sealed = await deps.store.tryStage(async (tx) => {
    spans.length = 0
    const nowMs = await tx.nowMs()
    const sealable = firstOf(await tx.readSealable(nowMs, limit))
    const eventsOf = await tx.readEventsOf(sealable.map(({ interactionId }) => interactionId))
    const aliasesOf = await tx.readAliasesOf(sealable.map(({ key }) => key))
    const contents: Sealed[] = []
    for (const open of sealable) {
      const events = eventsOf.get(open.interactionId) ?? []
      const people = splitByPerson(events, aliasesOf.get(visitorKey(open.key)) ?? [])
      const sealing = sealPeople(open, people, { ...deps, nowMs })
      switch (sealing.kind) {
        case 'sealed':
          for (const [index, { theirs, sealed }] of sealing.people.entries()) {
            const own = index === 0 ? open.interactionId : await split(tx, open, index, theirs)
            contents.push({ interactionId: own, ...sealed })
            if (end) spans.push(sealSpan(open, { theirs, sealed }))
          }
          break
        case 'put off':
          await tx.putOffSealing(open.interactionId, nowMs + PUT_OFF_MS)
          break
        case 'unsealable':
          await bury(tx, open, { ...sealing, nowMs, logger: deps.logger })
      }
    }
    await tx.seal(contents)
    return sealable.length
  })
  for (const span of spans) end?.(span)
  return sealed ?? 0
}

/** Where the events' traces meet their interaction's. */
function sealSpan(
  { key, part }: Sealable,
  { theirs, sealed }: { theirs: Events; sealed: Omit<Sealed, 'interactionId'> },
): Span {
  return {
    name: 'tamtam.seal',
    traceOf: sealed.gongEventId,
    isFirst: true,
    linkedTo: theirs.map(({ event }) => event.eventId),
    attributes: {
      'tamtam.site': key.siteId,
      'tamtam.kind': key.kind,
      'tamtam.part': part,
      'tamtam.events': theirs.length,
    },
  }
}

/** As many as their events allow; one at the least. */
function firstOf(sealable: readonly Sealable[]): Sealable[] {
  let events = 0
  return sealable.filter(({ eventCount }, index) => {
    events += eventCount
    return index === 0 || events <= EVENTS_PER_PASS
  })
}

function sealPeople(
  open: Sealable,
  people: readonly Events[],
  { store, sites, contentOf, nowMs }: SealDeps & { nowMs: number },
): Sealing {
  const { key, part } = open
  const site = sites.get(key.siteId)
  if (!site) {
    if (nowMs - open.openedAtMs < MAX_PUT_OFF_MS) return { kind: 'put off' }
    const cause = new Error(`site ${key.siteId} is not in the configuration any more`)
    return { kind: 'unsealable', reason: 'site_unknown', cause }
  }
  if (people.length === 0) {
    const cause = new Error('an open interaction has no events')
    return { kind: 'unsealable', reason: 'compose_failed', cause }
  }
  try {
    // All before anything is written: who cannot be composed leaves no half of an interaction behind.
    const sealed = people.map((theirs, index) => {
      const content = compose(key.kind, theirs, { site, contentOf })
      const milestonePercent =
        key.kind === 'video watched' ? highestMilestone(content.numeric?.value ?? 0) : null
      const gongEventId = gongEventIdOf(store.installationId, key, part + index)
      const tells = tellsOf(key.kind, theirs, contentOf)
      const fixed = { gongEventId, content, milestonePercent, eventCount: theirs.length }
      return { theirs, sealed: { ...fixed, ...(tells && { tells }) } }
    })
    return { kind: 'sealed', people: sealed }
  } catch (cause) {
    return { kind: 'unsealable', reason: 'compose_failed', cause }
  }
}

interface Burial {
  reason: ErrorCode
  cause: unknown
  nowMs: number
  logger: Logger
}

async function bury(tx: StoreVerbs, open: Sealable, { reason, cause, nowMs, logger }: Burial) {
  const { interactionId, key } = open
  const words = 'an interaction could not be composed and is buried'
  logger.error({ event: reason, interactionId, siteId: key.siteId, err: cause }, words)
  await tx.bury(interactionId, reason, nowMs)
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

/**
 * Events by the person behind them, in order of first appearance. Who logs out and in again stays one person. The end of
 * a page is its viewer's, whoever has come since.
 */
function splitByPerson(events: readonly StoredEvent[], aliases: readonly Alias[]): Events[] {
  const people = new Map<string | undefined, Events>()
  const viewers = new Map<string, string | undefined>()
  for (const stored of events) {
    const { type, page } = stored.event
    const isKnownEnd = type === 'page_leave' && viewers.has(page.viewId)
    const person = isKnownEnd
      ? viewers.get(page.viewId)
      : aliasAt(aliases, stored.occurredAtMs)?.whoKey
    if (type === 'page_view') viewers.set(page.viewId, person)
    const theirs = people.get(person)
    if (theirs) theirs.push(stored)
    else people.set(person, [stored])
  }
  return [...people.values()]
}

/** Always the same for the same interaction, so that Gong recognises a repeat: a name-based UUID (RFC 9562, 5.5). */
function gongEventIdOf(installationId: string, key: InteractionKey, part: number): string {
  const { siteId, anonymousId, sessionId, kind, contentKey } = key
  const name = [siteId, anonymousId, sessionId, kind, contentKey, part]
  return uuidV5(JSON.stringify(name), installationId)
}
