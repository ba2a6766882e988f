import { sql, type Kysely } from 'kysely'
import { aliasVerbs } from './aliases.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import { findIdentifies } from './find-identifies.js'
import { readLanesOf } from './find-erasable.js'
import { identityVerbs, whoKeyOf, type SessionFact } from './identities.js'
import { overlap, partInBrowser, type PartInBrowser } from './part-in-browser.js'
import type { Tables } from './tables.js'
import type { Alias } from './who.js'

/** What of one browser is a person's, or of a browser all. What is much is given by its numbers, to be read in pages. */
export interface BrowserTraces {
  visitor: Visitor
  /** False where others used it too: then all below is of the person alone. */
  isWhole: boolean
  /** How many different people it is known to have had, one after the other; of a person's part 1. */
  people: number
  /** By what the person is named there; null where all of the browser is asked for. */
  names: readonly string[] | null
  /** When it was known to be theirs. */
  aliases: Alias[]
  /** What its visits said of them. */
  facts: SessionFact[]
  /** By what else the browser knew them at the time, as keys of aliases. */
  alsoKnownAs: string[]
  /** In order. */
  interactionIds: number[]
  /** In order. */
  eventSeqs: number[]
}

/** A person, by the key of an alias. */
export interface Wanted {
  whoKey: string
  /** By what else facts and lanes may name them, as `findPerson` says. */
  handles: readonly string[]
}

interface Span {
  sinceMs: number
  untilMs: number | null
}

/** Looks through one browser; of a shared one nobody else's time is read. `wanted` null: all that it did. */
export async function readBrowser(
  db: Kysely<Tables>,
  engine: Engine,
  { visitor, wanted }: { visitor: Visitor; wanted: Wanted | null },
): Promise<BrowserTraces> {
  const all = await aliasVerbs(db, engine).readAliases(visitor)
  const facts = await identityVerbs(db, engine).readFacts(visitor)
  const lanes = await readLanesOf(db, visitor)
  const part = wanted ? partInBrowser({ ...wanted, aliases: all, lanes }) : WHOLE
  const interactions = await readPlaces(db, visitor)
  const { isWhole, theirs, laneKeys, alsoKnownAs } = part
  // Of a browser that nobody else used somebody else may have been named too, whom nobody believed.
  const isTold = ({ fact }: SessionFact): boolean => {
    const whoKey = whoKeyOf(fact)
    return whoKey === null ? isWhole : laneKeys.includes(whoKey)
  }
  const own = interactions.filter((each) => isWhole || isTheirs(each, part))
  const events = await readEventPlaces(db, visitor, interactions)
  const named = new Set(own.flatMap((each) => (each.laneKey === null ? [] : each.id)))
  const seqs = events.filter((each) => isWhole || isEventTheirs(each, { ...part, named }))
  const identifies = wanted ? await findIdentifies(db, visitor, { ...wanted, facts }) : []
  const numbers = new Set([...seqs.map(({ seq }) => seq), ...identifies])
  return {
    visitor,
    isWhole,
    aliases: isWhole ? all : theirs,
    people: wanted ? 1 : countPeople(all),
    names: wanted ? laneKeys : null,
    facts: wanted ? facts.filter(isTold) : facts,
    alsoKnownAs,
    interactionIds: own.map(({ id }) => id).sort((a, b) => a - b),
    eventSeqs: [...numbers].sort((a, b) => a - b),
  }
}

const WHOLE: PartInBrowser = {
  isWhole: true,
  theirs: [],
  others: [],
  laneKeys: [],
  alsoKnownAs: [],
}

/** Aliases that hold at the same time are of one person. */
function countPeople(aliases: readonly Alias[]): number {
  const people: Alias[] = []
  for (const alias of aliases) {
    const isKnown = people.some((other) => other.whoKey === alias.whoKey || overlap(other, alias))
    if (!isKnown) people.push(alias)
  }
  return people.length
}

interface Place {
  id: number
  laneKey: string | null
  firstOccurredAtMs: number
}

async function readPlaces(db: Kysely<Tables>, visitor: Visitor): Promise<Place[]> {
  const rows = await db
    .selectFrom('interactions')
    .select(['interaction_id', 'lane_key', 'first_occurred_at_ms'])
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
    .execute()
  return rows.map((row) => ({
    id: row.interaction_id,
    laneKey: row.lane_key,
    firstOccurredAtMs: row.first_occurred_at_ms,
  }))
}

/** Under their name, or under nobody's while they were there. */
function isTheirs(
  { laneKey, firstOccurredAtMs }: Place,
  { laneKeys, theirs }: PartInBrowser,
): boolean {
  if (laneKey !== null) return laneKeys.includes(laneKey)
  return isWithin(firstOccurredAtMs, theirs)
}

interface EventPlace {
  seq: number
  interaction_id: number | null
  occurred_at_ms: number
}

/** From while they were there, or of what was told under their name where nobody else was. */
function isEventTheirs(
  { interaction_id: id, occurred_at_ms: atMs }: EventPlace,
  { theirs, others, named }: PartInBrowser & { named: ReadonlySet<number> },
): boolean {
  if (isWithin(atMs, theirs)) return true
  return id !== null && named.has(id) && !isWithin(atMs, others)
}

function isWithin(atMs: number, spans: readonly Span[]): boolean {
  return spans.some(
    ({ sinceMs, untilMs }) => atMs >= sinceMs && (untilMs === null || atMs < untilMs),
  )
}

/** No index knows a visitor's events: those that a stage still needs, those that are not told, and those that are. */
async function readEventPlaces(
  db: Kysely<Tables>,
  visitor: Visitor,
  interactions: readonly Place[],
): Promise<EventPlace[]> {
  const places = db
    .selectFrom('events')
    .select(['seq', 'interaction_id', 'occurred_at_ms'])
    .where('anonymous_id', '=', visitor.anonymousId)
  // Said so that SQLite takes the index of the stage and not that of the site's events.
  const ofSite = sql<boolean>`site_id || '' = ${visitor.siteId}`
  const found = [
    await places.where('stage', '=', sql.lit('received')).where(ofSite).execute(),
    await places.where('stage', '=', sql.lit('stitched')).where(ofSite).execute(),
    await places
      .where('unfolded_reason', 'is not', null)
      .where('site_id', '=', visitor.siteId)
      .execute(),
  ].flat()
  for (const { id } of interactions) {
    found.push(...(await places.where('interaction_id', '=', id).execute()))
  }
  return found
}
