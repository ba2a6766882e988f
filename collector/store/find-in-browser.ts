import { sql, type Kysely } from 'kysely'
import { batches } from './batches.js'
import { visitorKey, type Visitor } from './events.js'
import type { PartInBrowser } from './part-in-browser.js'
import { readUntold } from './relief-untold.js'
import type { InteractionState, Tables } from './tables.js'

/** A stretch of true time, as of an alias; `untilMs` is exclusive, null without an end. */
interface Span {
  sinceMs: number
  untilMs: number | null
}

/** What of one browser is to go: all, or what one person did. */
export interface BrowserPart extends Pick<
  PartInBrowser,
  'isWhole' | 'theirs' | 'others' | 'laneKeys'
> {
  visitor: Visitor
}

/** What goes, by number: events and interactions. */
export interface FoundRows {
  eventSeqs: number[]
  /** Events of another time whose interaction goes and was not sent: to be told anew. */
  untoldSeqs: number[]
  /** The same of interactions that were sent: told, and not to be told again. */
  toldSeqs: number[]
  /** With the digests that tell of them. */
  interactionIds: number[]
  /** Digests that Gong does not have: to be taken apart before. */
  digestIds: number[]
}

export interface EventPlace {
  seq: number
  site_id: string
  anonymous_id: string
  interaction_id: number | null
  occurred_at_ms: number
}

/** What has not been sent under anybody's name. */
const UNSENT: readonly InteractionState[] = ['open', 'sealed', 'held', 'pending']

const ALWAYS: Span = { sinceMs: 0, untilMs: null }

/**
 * What a visitor did within the times of a part, and its interactions of that part's lanes whenever they were. An event
 * of another time that shared an interaction is released; where that was in those lanes, only one of the others' time.
 * `waiting` are the events that stages still need, at least the visitor's. Changes nothing.
 */
export async function findInBrowser(
  db: Kysely<Tables>,
  { visitor, isWhole, theirs, others, laneKeys }: BrowserPart,
  waiting: readonly EventPlace[],
): Promise<FoundRows> {
  const spans = isWhole ? [ALWAYS] : theirs
  const rows = await readInteractions(db, visitor)
  const digestIds = await readUntoldDigests(db, rows)
  const untold = new Set(digestIds)
  const interactions = rows.flatMap((row) => {
    if (untold.has(row.id)) return []
    // Its members wait again once it is taken apart.
    const isReturned = row.digestId !== null && untold.has(row.digestId)
    return [isReturned ? { ...row, state: 'pending' as const, digestId: null } : row]
  })
  const events = [
    ...waiting.filter((place) => isOf(place, visitor)),
    ...(await readOfVisitor(db, visitor, rows)),
  ]
  const toldIn = new Set(
    events.flatMap(({ interaction_id: id, occurred_at_ms: atMs }) =>
      id !== null && isWithin(atMs, spans) ? id : [],
    ),
  )
  const named = new Map<number, Interaction>()
  const within = new Map<number, Interaction>()
  for (const each of interactions) {
    const isWaiting = each.state !== 'open' && UNSENT.includes(each.state)
    const isToldIn = isWaiting && toldIn.has(each.id)
    // Of a browser that is theirs alone all goes in any case.
    if (!isWhole && each.laneKey !== null && laneKeys.includes(each.laneKey)) {
      named.set(each.id, each)
    } else if (isWithin(each.firstOccurredAtMs, spans) || isToldIn) within.set(each.id, each)
  }
  const found: FoundRows = {
    eventSeqs: [],
    untoldSeqs: [],
    toldSeqs: [],
    interactionIds: [],
    digestIds,
  }
  for (const { seq, interaction_id: id, occurred_at_ms: atMs } of events) {
    const toldUnder = id === null ? undefined : named.get(id)
    const shared = toldUnder ?? (id === null ? undefined : within.get(id))
    if (isWithin(atMs, spans)) found.eventSeqs.push(seq)
    else if (toldUnder && !isWithin(atMs, others)) found.eventSeqs.push(seq)
    else if (shared) (UNSENT.includes(shared.state) ? found.untoldSeqs : found.toldSeqs).push(seq)
  }
  const own = [...named.values(), ...within.values()]
  const digests = await readDigestsOf(db, own)
  found.interactionIds.push(...new Set([...own.map(({ id }) => id), ...digests]))
  return found
}

interface Interaction {
  id: number
  state: InteractionState
  firstOccurredAtMs: number
  laneKey: string | null
  digestId: number | null
}

async function readInteractions(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
): Promise<Interaction[]> {
  return db
    .selectFrom('interactions')
    .select([
      'interaction_id as id',
      'state',
      'first_occurred_at_ms as firstOccurredAtMs',
      'lane_key as laneKey',
      'digest_id as digestId',
    ])
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .execute()
}

/** Of the digests that these are or that tell of these. */
async function readUntoldDigests(
  db: Kysely<Tables>,
  interactions: readonly Interaction[],
): Promise<number[]> {
  const may = interactions.flatMap(
    ({ id, state, digestId }) => digestId ?? (state === 'pending' || state === 'dead' ? id : []),
  )
  const untold: number[] = []
  for (const some of batches([...new Set(may)])) {
    untold.push(...(await readUntold(db, some)).map(({ interactionId }) => interactionId))
  }
  return untold
}

/** Those that are still there: what is left of one that was erased names it yet. */
async function readDigestsOf(
  db: Kysely<Tables>,
  interactions: readonly Interaction[],
): Promise<number[]> {
  const named = new Set(interactions.flatMap(({ digestId }) => digestId ?? []))
  const found: number[] = []
  for (const ids of batches([...named])) {
    const rows = await db
      .selectFrom('interactions')
      .select('interaction_id')
      .where('interaction_id', 'in', ids)
      .execute()
    found.push(...rows.map(({ interaction_id }) => interaction_id))
  }
  return found
}

/** Those of their events that are told, or are not to be. */
async function readOfVisitor(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
  interactions: readonly Interaction[],
): Promise<EventPlace[]> {
  const found = await selectPlaces(db)
    .where('unfolded_reason', 'is not', null)
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .execute()
  for (const ids of batches(interactions.map(({ id }) => id))) {
    found.push(
      ...(await selectPlaces(db)
        .where('interaction_id', 'in', ids)
        .where('anonymous_id', '=', anonymousId)
        .execute()),
    )
  }
  return found
}

/**
 * Events of these visitors that stages still need. No index knows whose they are, so all such are looked through: once for
 * a person, and not once for each browser.
 */
export async function readWaiting(
  db: Kysely<Tables>,
  visitors: readonly Visitor[],
): Promise<EventPlace[]> {
  const keys = new Set(visitors.map(visitorKey))
  const anonymousIds = [...new Set(visitors.map(({ anonymousId }) => anonymousId))]
  const found: EventPlace[] = []
  for (let at = 0; at < anonymousIds.length; at += MAX_ASKED) {
    for (const stage of ['received', 'stitched'] as const) {
      const rows = await selectPlaces(db)
        // Spelled out: a parameter would not let the database see that the stage has an index.
        .where('stage', '=', sql.lit(stage))
        .where('anonymous_id', 'in', anonymousIds.slice(at, at + MAX_ASKED))
        .execute()
      found.push(...rows)
    }
  }
  return found.filter((row) => keys.has(keyOf(row)))
}

/** Browsers of a person in one statement. */
const MAX_ASKED = 1000

function selectPlaces(db: Kysely<Tables>) {
  return db
    .selectFrom('events')
    .select(['seq', 'site_id', 'anonymous_id', 'interaction_id', 'occurred_at_ms'])
}

function isOf(place: EventPlace, visitor: Visitor): boolean {
  return keyOf(place) === visitorKey(visitor)
}

function keyOf({ site_id: siteId, anonymous_id: anonymousId }: EventPlace): string {
  return visitorKey({ siteId, anonymousId })
}

function isWithin(atMs: number, spans: readonly Span[]): boolean {
  return spans.some(
    ({ sinceMs, untilMs }) => atMs >= sinceMs && (untilMs === null || atMs < untilMs),
  )
}
