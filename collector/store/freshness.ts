import type { Kysely } from 'kysely'
import type { Tables } from './tables.js'

/** When things last happened; null where they never did, or too long ago to be looked for. */
export interface Freshness {
  /** Of the newest event. */
  receivedAtMs: number | null
  /** Of the sites that are among the newest events, the site heard last first. */
  bySite: { siteId: string; receivedAtMs: number }[]
  /** When the newest of what could not be taken was received. */
  failedAtMs: number | null
  /** When Gong last took something. */
  deliveredAtMs: number | null
}

/** Of a store's events, so many of the newest are read through for their sites. */
const MAX_EVENTS_READ = 2000

/** Of the calls, for one that went well. */
const MAX_ATTEMPTS_READ = 10_000

export function freshnessVerbs(db: Kysely<Tables>) {
  async function readBySite() {
    const rows = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('events')
          .select(['site_id', 'received_at_ms'])
          .orderBy('seq', 'desc')
          .limit(MAX_EVENTS_READ)
          .as('newest'),
      )
      .select(['site_id', (eb) => eb.fn.max('received_at_ms').as('last_ms')])
      .groupBy('site_id')
      .orderBy('last_ms', 'desc')
      .execute()
    return rows.map(({ site_id, last_ms }) => ({ siteId: site_id, receivedAtMs: Number(last_ms) }))
  }

  async function readFailedAtMs(): Promise<number | null> {
    const row = await db
      .selectFrom('failed_events')
      .select('received_at_ms')
      .orderBy('received_at_ms', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.received_at_ms ?? null
  }

  async function readDeliveredAtMs(): Promise<number | null> {
    const row = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('attempts')
          .select(['attempt_id', 'outcome', 'started_at_ms', 'duration_ms'])
          .orderBy('attempt_id', 'desc')
          .limit(MAX_ATTEMPTS_READ)
          .as('newest'),
      )
      .select(['started_at_ms', 'duration_ms'])
      .where('outcome', '=', 'delivered')
      .orderBy('attempt_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ? row.started_at_ms + row.duration_ms : null
  }

  return {
    async readFreshness(): Promise<Freshness> {
      const bySite = await readBySite()
      return {
        receivedAtMs: bySite[0]?.receivedAtMs ?? null,
        bySite,
        failedAtMs: await readFailedAtMs(),
        deliveredAtMs: await readDeliveredAtMs(),
      }
    },
  }
}
