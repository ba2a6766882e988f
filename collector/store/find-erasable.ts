import type { Kysely } from 'kysely'
import { aliasVerbs } from './aliases.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import { findIdentifies } from './find-identifies.js'
import { findInBrowser, readWaiting, type BrowserPart, type FoundRows } from './find-in-browser.js'
import { findPerson } from './find-person.js'
import { readShareInteractions } from './forget-shares.js'
import { identityVerbs } from './identities.js'
import { partInBrowser, type PartInBrowser } from './part-in-browser.js'
import type { Tables } from './tables.js'
import type { Erasable } from './tombstones.js'

/** Where something of a person or of one browser may be. */
export interface Whereabouts {
  /** Null of a browser. */
  whoKey: string | null
  /** By what else facts may name the person: `link:…`, `tracking:…`. */
  handles: string[]
  visitors: Visitor[]
  shares: Visitor[]
  /** In whose lanes it may be. */
  laneKeys: string[]
}

/** What of it goes: all that forgetting it needs to know. */
export interface Found extends FoundRows {
  browsers: BrowserPart[]
  /** By what else the same browsers knew the person at the time, as keys of aliases. */
  alsoKnownAs: string[]
}

export async function findWhereabouts(
  db: Kysely<Tables>,
  erasable: Erasable,
): Promise<Whereabouts> {
  const whoKey = erasable.kind === 'person' ? erasable.whoKey : null
  const { handles, visitors, shares } =
    erasable.kind === 'person'
      ? await findPerson(db, erasable.whoKey)
      : { handles: [], visitors: [erasable.visitor], shares: [] }
  const laneKeys = new Set(whoKey === null ? [] : [whoKey, ...handles])
  for (const visitor of [...visitors, ...shares]) {
    for (const key of await readLanesOf(db, visitor)) laneKeys.add(key)
  }
  return { whoKey, handles, visitors, shares, laneKeys: [...laneKeys].sort() }
}

/**
 * Whoever else used a browser at other times keeps what is theirs; who used it alone is erased with all that the browser
 * did, before anybody knew its visitor too. Of whom nothing but what was sent is known any more, that goes. Changes
 * nothing and takes no lock: whoever erases by it holds the lanes, and is alone in the stages.
 */
export async function findErasable(
  db: Kysely<Tables>,
  engine: Engine,
  { whoKey, handles, visitors, shares }: Whereabouts,
): Promise<Found> {
  const aliasesOf = await aliasVerbs(db, engine).readAliasesOf(visitors)
  const waiting = await readWaiting(db, visitors)
  const seqs = new Set<number>()
  const untoldSeqs = new Set<number>()
  const toldSeqs = new Set<number>()
  const interactionIds = new Set(await readShareInteractions(db, shares))
  const digestIds = new Set<number>()
  const alsoKnownAs = new Set<string>()
  const browsers: BrowserPart[] = []
  for (const visitor of visitors) {
    const aliases = aliasesOf.get(visitorKey(visitor)) ?? []
    const lanes = await readLanesOf(db, visitor)
    const part = whoKey === null ? WHOLE : partInBrowser({ whoKey, handles, aliases, lanes })
    const browser = { visitor, ...part }
    browsers.push(browser)
    for (const key of part.alsoKnownAs) alsoKnownAs.add(key)
    const rows = await findInBrowser(db, browser, waiting)
    for (const seq of rows.eventSeqs) seqs.add(seq)
    if (whoKey !== null && !browser.isWhole) {
      const facts = await identityVerbs(db, engine).readFacts(visitor)
      for (const seq of await findIdentifies(db, visitor, { whoKey, facts })) seqs.add(seq)
    }
    for (const seq of rows.untoldSeqs) untoldSeqs.add(seq)
    for (const seq of rows.toldSeqs) toldSeqs.add(seq)
    for (const id of rows.interactionIds) interactionIds.add(id)
    for (const id of rows.digestIds) digestIds.add(id)
  }
  return {
    browsers,
    eventSeqs: [...seqs],
    untoldSeqs: [...untoldSeqs].filter((seq) => !seqs.has(seq)),
    toldSeqs: [...toldSeqs].filter((seq) => !seqs.has(seq)),
    interactionIds: [...interactionIds],
    digestIds: [...digestIds],
    alsoKnownAs: [...alsoKnownAs],
  }
}

const WHOLE: PartInBrowser = {
  isWhole: true,
  theirs: [],
  others: [],
  laneKeys: [],
  alsoKnownAs: [],
}

/** Under whom a visitor's interactions were sent, or wait to be. */
export async function readLanesOf(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
): Promise<string[]> {
  const rows = await db
    .selectFrom('interactions')
    .select((eb) => eb.ref('lane_key').$notNull().as('lane_key'))
    .distinct()
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .where('lane_key', 'is not', null)
    .execute()
  return rows.map(({ lane_key }) => lane_key)
}
