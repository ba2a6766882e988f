import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import { readBrowser, type BrowserTraces, type Wanted } from './export-browser.js'
import { exportToldVerbs } from './export-told.js'
import { whoKeysIn } from './failed-names.js'
import { findPerson, type PersonTraces } from './find-person.js'
import { readWithAttempts, type ExportedInteraction } from './read-with-attempts.js'
import {
  eventRecord,
  failedEventRecord,
  type EventRecord,
  type FailedEventRecord,
} from './records.js'
import type { Tables } from './tables.js'

/**
 * All that there is of one person or browser, found as erasing finds it: first where it may be, then what of each browser
 * is theirs, then that in pages. Belongs into one transaction, so that all is of one moment.
 */
export function exportVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** Where something of a person may be, by the key of an alias. */
    findPerson: (whoKey: string): Promise<PersonTraces> => findPerson(db, whoKey),

    /** What of a browser is a person's; `wanted` null: all that it did. */
    readBrowser: (asked: { visitor: Visitor; wanted: Wanted | null }): Promise<BrowserTraces> =>
      readBrowser(db, engine, asked),

    /** In order of arrival, at most 128 at a time. */
    async *eventsOf({
      eventSeqs,
      names,
    }: Pick<BrowserTraces, 'eventSeqs' | 'names'>): AsyncGenerator<EventRecord[]> {
      for (const seqs of batches(eventSeqs)) {
        const rows = await db
          .selectFrom('events')
          .selectAll()
          .where('seq', 'in', seqs)
          .orderBy('seq')
          .execute()
        // What said that somebody else is there is theirs.
        yield rows
          .filter(({ type, body }) => type !== 'identify' || namesNobodyElse(body, names))
          .map(eventRecord)
      }
    },

    /** By number, at most 128 at a time. */
    async *interactionsOf({
      interactionIds,
    }: Pick<BrowserTraces, 'interactionIds'>): AsyncGenerator<ExportedInteraction[]> {
      for (const ids of batches(interactionIds)) yield await readWithAttempts(db, ids)
    },

    /**
     * Failed events of a browser, of which nobody knows when they happened: of one that others used too, those that name
     * the person. At most 128 at a time.
     */
    async *failedEventsOf(
      { visitor, isWhole, names }: Pick<BrowserTraces, 'visitor' | 'isWhole' | 'names'>,
      keys: readonly string[],
    ): AsyncGenerator<FailedEventRecord[]> {
      const places = await db
        .selectFrom('failed_events')
        .select('beacon_id')
        .distinct()
        .where('site_id', '=', visitor.siteId)
        .where('anonymous_id', '=', visitor.anonymousId)
        .execute()
      for (const ids of batches(places.map(({ beacon_id }) => beacon_id))) {
        const rows = await db
          .selectFrom('failed_events')
          .selectAll()
          .where('beacon_id', 'in', ids)
          .where('anonymous_id', '=', visitor.anonymousId)
          .orderBy('received_at_ms')
          .orderBy('beacon_id')
          .orderBy('beacon_index')
          .execute()
        const isTheirs = (body: string) =>
          isWhole ? namesNobodyElse(body, names) : whoKeysIn(body).some((key) => keys.includes(key))
        yield rows.filter(({ body }) => isTheirs(body)).map(failedEventRecord)
      }
    },

    ...exportToldVerbs(db),
  }
}

/**
 * Whether it names nobody, or nobody with an address but by these names; null: of whomever it is. A number may stand beside
 * an address of the same person.
 */
function namesNobodyElse(body: string, names: readonly string[] | null): boolean {
  const keys = names === null ? [] : whoKeysIn(body)
  const others = keys.filter((key) => names?.includes(key) !== true)
  return others.length === 0 || (others.length < keys.length && !others.some(isAddress))
}

function isAddress(whoKey: string): boolean {
  return whoKey.startsWith('email:')
}
