import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** How `who_key` begins where a site's server has told us of a browser. */
export const VISITOR_PREFIX = 'visitor:'

/**
 * By what else than their browsers a person is known: their links, and the trackingIds and links of which a site's
 * server has told us, as `link:…` and `tracking:…`.
 */
export async function readHandles(db: Kysely<Tables>, personKey: string): Promise<string[]> {
  const links = await db
    .selectFrom('links')
    .select('token_hash')
    .where('person_key', '=', personKey)
    .execute()
  const told = await db
    .selectFrom('known_people')
    .select('who_key')
    .where('person_key', '=', personKey)
    .execute()
  const others = told.flatMap(({ who_key }) => (who_key.startsWith(VISITOR_PREFIX) ? [] : who_key))
  return [...new Set([...links.map(({ token_hash }) => `link:${token_hash}`), ...others])]
}

/** Removes what sites' servers have told of a person, and their links with who came by them. */
export async function forgetHandles(db: Kysely<Tables>, personKey: string): Promise<void> {
  const theirs = db.selectFrom('links').select('token_hash').where('person_key', '=', personKey)
  await db.deleteFrom('link_visitors').where('token_hash', 'in', theirs).execute()
  await db.deleteFrom('links').where('person_key', '=', personKey).execute()
  await db.deleteFrom('known_people').where('person_key', '=', personKey).execute()
}
