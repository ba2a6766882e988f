import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import { VISITOR_PREFIX } from './forget-handles.js'
import type { Tables } from './tables.js'
import type { Person } from './who.js'

/** Whom a site's own server has told us of. */
export interface KnownPerson {
  siteId: string
  /** What they are known by: `visitor:` and an anonymousId, `tracking:` and a trackingId, `link:` and a token's hash. */
  whoKey: string
  person: Person
  /** By `personKey`. */
  personKey: string
  /** When it was told, or before, when it is said to have been so. */
  toldAtMs: number
}

/** One of whom the stages have yet to hear; up to the anonymousId `heardTo`, the visitors have been asked again. */
export interface ToldPerson extends KnownPerson {
  heardTo: string
}

export function knownPeopleVerbs(db: Kysely<Tables>) {
  return {
    /**
     * Writes them for the stages to hear: over what was told of the same trackingId or link before, and of a visitor
     * beside it, since one browser is many people's; there only what was told of the same time is written over.
     */
    async keepKnownPeople(people: readonly KnownPerson[]): Promise<void> {
      // One statement cannot write a row twice: of those, the last counts.
      const last = new Map(
        people.map((each) => [`${each.siteId} ${momentOf(each)} ${each.whoKey}`, each]),
      )
      for (const some of batches([...last.values()])) {
        await db
          .insertInto('known_people')
          .values(
            some.map((each) => ({
              site_id: each.siteId,
              who_key: each.whoKey,
              at_ms: momentOf(each),
              person: JSON.stringify(each.person),
              person_key: each.personKey,
              told_at_ms: each.toldAtMs,
            })),
          )
          .onConflict((conflict) =>
            conflict.columns(['site_id', 'who_key', 'at_ms']).doUpdateSet((eb) => ({
              person: eb.ref('excluded.person'),
              person_key: eb.ref('excluded.person_key'),
              told_at_ms: eb.ref('excluded.told_at_ms'),
              stage: 'told',
              heard_to: '',
            })),
          )
          .execute()
      }
    },

    /** The oldest that the stages have not heard of. */
    async readToldPeople(limit: number): Promise<ToldPerson[]> {
      const rows = await selectPeople(db)
        .select('heard_to')
        .where('stage', '=', 'told')
        .orderBy('told_at_ms')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...knownPerson(row), heardTo: row.heard_to }))
    },

    /** Who is known by these trackingIds and links, of one site. */
    async readKnownPeople(siteId: string, whoKeys: readonly string[]): Promise<KnownPerson[]> {
      const people: KnownPerson[] = []
      for (const some of batches(whoKeys)) {
        const rows = await selectPeople(db)
          .where('site_id', '=', siteId)
          .where('who_key', 'in', some)
          .execute()
        people.push(...rows.map(knownPerson))
      }
      return people
    },

    /** The stages have heard of these; not of what was told over them meanwhile. */
    async markPeopleStitched(people: readonly KnownPerson[]): Promise<void> {
      for (const each of people) {
        await updateSame(db, each).set({ stage: 'stitched', heard_to: '' }).execute()
      }
    },

    /** The stages have heard of a part of one's visitors; not of what was told over it meanwhile. */
    async keepHeardTo(person: KnownPerson, heardTo: string): Promise<void> {
      await updateSame(db, person).set({ heard_to: heardTo }).execute()
    },

    /** Takes back what was told, of that time or of any. False when nothing was. */
    async forgetKnownPerson({
      siteId,
      whoKey,
      toldAtMs,
    }: Pick<KnownPerson, 'siteId' | 'whoKey'> & { toldAtMs?: number }): Promise<boolean> {
      const told = db
        .deleteFrom('known_people')
        .where('site_id', '=', siteId)
        .where('who_key', '=', whoKey)
      const taken = toldAtMs === undefined ? told : told.where('told_at_ms', '=', toldAtMs)
      const { numDeletedRows } = await taken.executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** What sets apart the words about one visitor; of all else there is one. */
function momentOf({ whoKey, toldAtMs }: Pick<KnownPerson, 'whoKey' | 'toldAtMs'>): number {
  return whoKey.startsWith(VISITOR_PREFIX) ? toldAtMs : 0
}

function selectPeople(db: Kysely<Tables>) {
  return db
    .selectFrom('known_people')
    .select(['site_id', 'who_key', 'person', 'person_key', 'told_at_ms'])
}

/** Unless it was told over since. */
function updateSame(db: Kysely<Tables>, { siteId, whoKey, person, toldAtMs }: KnownPerson) {
  return db
    .updateTable('known_people')
    .where('site_id', '=', siteId)
    .where('who_key', '=', whoKey)
    .where('told_at_ms', '=', toldAtMs)
    .where('person', '=', JSON.stringify(person))
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number]

function knownPerson(row: PersonRow): KnownPerson {
  return {
    siteId: row.site_id,
    whoKey: row.who_key,
    // Written by `keepKnownPeople` only.
    person: JSON.parse(row.person) as Person,
    personKey: row.person_key,
    toldAtMs: row.told_at_ms,
  }
}
