import type { Kysely } from 'kysely'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import type { BrowserPart } from './find-in-browser.js'
import { VISITOR_PREFIX } from './forget-handles.js'
import { identityVerbs } from './identities.js'
import type { Tables } from './tables.js'

/** What stands in for the facts of somebody who was erased, so that nobody else inherits that time. */
const ERASED_SESSION = 'erased'

/** Removes what a browser's visits said of who was there: of one that others used too, of the person alone. */
export async function forgetBrowser(
  db: Kysely<Tables>,
  engine: Engine,
  { browser, nowMs }: { browser: BrowserPart; nowMs: number },
): Promise<void> {
  const { visitor, isWhole, theirs, laneKeys } = browser
  if (isWhole) {
    for (const table of ['identity_facts', 'aliases', 'link_visitors'] as const) {
      await rowsOf(db, table, visitor).execute()
    }
    await db
      .deleteFrom('known_people')
      .where('site_id', '=', visitor.siteId)
      .where('who_key', '=', `${VISITOR_PREFIX}${visitor.anonymousId}`)
      .execute()
    return
  }
  const edges = theirs.flatMap(({ sinceMs, untilMs }) => [sinceMs, untilMs ?? nowMs])
  if (edges.length > 0) {
    await identityVerbs(db, engine).keepFacts(
      visitor,
      [...new Set(edges)].map((atMs) => ({
        sessionId: `${ERASED_SESSION} ${atMs}`,
        fact: { kind: 'reset' },
        firstMs: atMs,
        lastMs: atMs,
      })),
    )
  }
  for (const table of ['identity_facts', 'aliases'] as const) {
    await rowsOf(db, table, visitor).where('who_key', 'in', laneKeys).execute()
  }
}

/** All of a browser: of a failed event nobody knows when it happened. Returns how many. */
export async function forgetFailed(
  db: Kysely<Tables>,
  { siteId, anonymousId }: Visitor,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('failed_events')
    .where('site_id', '=', siteId)
    .where('anonymous_id', '=', anonymousId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function rowsOf(
  db: Kysely<Tables>,
  table: 'identity_facts' | 'aliases' | 'link_visitors',
  visitor: Visitor,
) {
  return db
    .deleteFrom(table)
    .where('site_id', '=', visitor.siteId)
    .where('anonymous_id', '=', visitor.anonymousId)
}
