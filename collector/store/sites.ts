import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** Each has an index that begins by the site. */
const TABLES = ['events', 'failed_events', 'aliases', 'identity_facts', 'interactions'] as const

/** Sites by what came from them: one that is configured no more may have people's data all the same. */
export function siteVerbs(db: Kysely<Tables>) {
  return {
    async hasSite(siteId: string): Promise<boolean> {
      for (const table of TABLES) {
        const query = db.selectFrom(table).select('site_id').where('site_id', '=', siteId).limit(1)
        if ((await query.executeTakeFirst()) !== undefined) return true
      }
      return false
    },
  }
}
