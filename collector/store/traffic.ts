import type { Kysely } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Tables } from './tables.js'
import type { Assurance } from './who.js'

/** How we know whose an interaction is; `anonymous`: nobody says, `unclear`: held or ended for another reason. */
export type KnownBy = Assurance | 'anonymous' | 'unclear'

export interface AssuranceShare {
  siteId: string
  knownBy: KnownBy
  interactions: number
}

/** Of a store's interactions, so many of the newest are looked at. */
export const MAX_INTERACTIONS_READ = 50_000

/** Of what visits say of who they are, likewise. */
const MAX_FACTS_READ = 50_000

/** What is not sealed yet has not been asked for. */
const UNASKED = ['open', 'sealed'] as const

/** Of what kind the traffic is, for whoever looks whether a site is wired up well, or is being abused. */
export function trafficVerbs(db: Kysely<Tables>) {
  return {
    /** By site, of the newest MAX_INTERACTIONS_READ interactions. */
    async readAssuranceShares(): Promise<AssuranceShare[]> {
      const rows = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('interactions')
            .select(['site_id', 'state', 'assurance', 'reason'])
            .orderBy('interaction_id', 'desc')
            .limit(MAX_INTERACTIONS_READ)
            .as('newest'),
        )
        .select(['site_id', 'assurance', 'reason'])
        .select((eb) => eb.fn.countAll<number | string>().as('interactions'))
        .where('state', 'not in', UNASKED)
        .groupBy(['site_id', 'assurance', 'reason'])
        .execute()
      const shares = new Map<string, AssuranceShare>()
      for (const { site_id: siteId, assurance, reason, interactions } of rows) {
        const knownBy = knownByOf(assurance, reason)
        const key = `${siteId} ${knownBy}`
        const before = shares.get(key)?.interactions ?? 0
        shares.set(key, { siteId, knownBy, interactions: before + Number(interactions) })
      }
      return [...shares.values()].sort((a, b) =>
        `${a.siteId} ${a.knownBy}` < `${b.siteId} ${b.knownBy}` ? -1 : 1,
      )
    },

    /**
     * How many people, trackingIds and links visits have named since `sinceMs` that had not named them before, of the newest
     * MAX_FACTS_READ things said: many more than usual in an hour, and somebody is making them up.
     */
    async countNewlyNamed(sinceMs: number): Promise<number> {
      const { named } = await db
        .selectFrom((eb) =>
          eb
            .selectFrom('identity_facts')
            .select(['who_key', 'first_ms'])
            .where('last_ms', '>=', sinceMs)
            .orderBy('last_ms', 'desc')
            .limit(MAX_FACTS_READ)
            .as('newest'),
        )
        .select((eb) => eb.fn.count<number | string>('who_key').distinct().as('named'))
        .where('first_ms', '>=', sinceMs)
        .executeTakeFirstOrThrow()
      return Number(named)
    },
  }
}

function knownByOf(assurance: string | null, reason: string | null): KnownBy {
  // Written by assign only.
  if (assurance !== null) return assurance as Assurance
  switch (reason as ErrorCode | null) {
    // The second was held for as long as may be: mostly of nobody known, and no more is kept of why.
    case 'identity_unknown':
    case 'hold_expired':
      return 'anonymous'
    case 'identity_unproven':
      return 'claimed'
    default:
      return 'unclear'
  }
}
