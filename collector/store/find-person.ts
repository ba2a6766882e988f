import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import { visitorKey, type Visitor } from './events.js'
import { readHandles } from './forget-handles.js'
import { readSharesTo } from './forget-shares.js'
import type { Tables } from './tables.js'

/** Where something of a person may be. */
export interface PersonTraces {
  /** By what else than its key facts and lanes may name the person: `link:…`, `tracking:…`. */
  handles: string[]
  /** Browsers that the person used, or in which somebody said so. */
  visitors: Visitor[]
  /** Shares that went to the person, each by what stands in its row for a browser. */
  shares: Visitor[]
}

/** For whoever erases a person, and whoever hands over what there is of one: both find the same. */
export async function findPerson(db: Kysely<Tables>, whoKey: string): Promise<PersonTraces> {
  const handles = await readHandles(db, whoKey)
  return {
    handles,
    visitors: await visitorsNamed(db, [whoKey, ...handles]),
    shares: await readSharesTo(db, whoKey),
  }
}

/** By what their pages said, and by what was sent under them: what is sent may rest for longer. */
async function visitorsNamed(db: Kysely<Tables>, whoKeys: readonly string[]): Promise<Visitor[]> {
  const visitors = new Map<string, Visitor>()
  for (const some of batches(whoKeys)) {
    const said = await db
      .selectFrom('identity_facts')
      .select(['site_id', 'anonymous_id'])
      .distinct()
      .where('who_key', 'in', some)
      .execute()
    const sent = await db
      .selectFrom('interactions')
      .select(['site_id', 'anonymous_id'])
      .distinct()
      .where('lane_key', 'in', some)
      .execute()
    for (const { site_id: siteId, anonymous_id: anonymousId } of [...said, ...sent]) {
      visitors.set(visitorKey({ siteId, anonymousId }), { siteId, anonymousId })
    }
  }
  return [...visitors.values()]
}
