import { sql, type Kysely } from 'kysely'
import type { InteractionState, Tables } from './tables.js'

/** What a minute came to, of all processes together. */
export interface Sample {
  atMs: number
  /** Events that reached the store since the sample before. */
  accepted: number
  /** Interactions that ended so since the sample before. */
  delivered: number
  shed: number
  dead: number
  folded: number
  /** How many were held, and how many waited to be sent, as it was taken; each up to MAX_GAUGE. */
  held: number
  waiting: number
}

/** Beyond this many a gauge says no more than that it is large. */
export const MAX_GAUGE = 200_000

/** Of two processes whose minutes fall together one takes it. */
const MIN_BETWEEN_MS = 55_000

/** Counted at once; after a pause in which more came, the samples that follow catch up. */
const MAX_COUNTED = 200_000

/** An end is written with the time at which its transaction began: what was under way a moment ago has ended by then. */
const SETTLED_MS = 5000

export function sampleReadVerbs(db: Kysely<Tables>) {
  const { readLast, countSince } = counts(db)

  return {
    /** In the order of time, from `sinceMs` on. */
    async readSamples({ sinceMs }: { sinceMs: number }): Promise<Sample[]> {
      const rows = await db
        .selectFrom('samples')
        .select(['at_ms', 'accepted', 'delivered', 'shed', 'dead', 'folded', 'held', 'waiting'])
        .where('at_ms', '>=', sinceMs)
        .orderBy('at_ms')
        .execute()
      return rows.map(({ at_ms, ...rest }) => ({ atMs: at_ms, ...rest }))
    },

    /** The sample of what came and ended since the last one, as it would be taken at this moment. */
    async readNextSample(nowMs: number): Promise<Sample> {
      const { came } = await countSince(await readLast(), nowMs)
      return { atMs: nowMs, ...came }
    },
  }
}

/**
 * One sample a minute. Events are counted upwards by their number, so each is in one sample. With several processes over
 * PostgreSQL, events of a transaction that was under way as later ones were counted are in none.
 */
export function sampleVerbs(db: Kysely<Tables>) {
  const { readLast, countSince } = counts(db)

  return {
    ...sampleReadVerbs(db),

    /**
     * Writes a sample, unless one was taken within the minute; says whether. The very first counts nothing: what was
     * there before is of no minute. Belongs into a stage's transaction.
     */
    async takeSample(nowMs: number): Promise<boolean> {
      const last = await readLast()
      if (last && nowMs - last.at_ms < MIN_BETWEEN_MS) return false
      const { came, lastSeq } = await countSince(last, nowMs)
      await db
        .insertInto('samples')
        .values({ at_ms: nowMs, last_seq: lastSeq, ...came })
        .execute()
      return true
    },

    async removeSamples(beforeMs: number): Promise<void> {
      await db.deleteFrom('samples').where('at_ms', '<', beforeMs).execute()
    },
  }
}

/** What a sample is made of. */
function counts(db: Kysely<Tables>) {
  async function readLast() {
    return db
      .selectFrom('samples')
      .select(['at_ms', 'last_seq'])
      .orderBy('at_ms', 'desc')
      .limit(1)
      .executeTakeFirst()
  }

  async function readLastSeq(): Promise<number> {
    const newest = await db
      .selectFrom('events')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    return newest?.seq ?? 0
  }

  async function countEvents(afterSeq: number) {
    const { accepted, last_seq } = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('events')
          .select('seq')
          .where('seq', '>', afterSeq)
          .orderBy('seq')
          .limit(MAX_COUNTED)
          .as('came'),
      )
      .select((eb) => [
        eb.fn.countAll<number | string>().as('accepted'),
        eb.fn.max('seq').as('last_seq'),
      ])
      .executeTakeFirstOrThrow()
    // PostgreSQL has no type for the greatest of none.
    const lastSeq = (last_seq as number | null) ?? afterSeq
    return { accepted: Number(accepted), lastSeq }
  }

  async function countEnded(fromMs: number, toMs: number) {
    const rows = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('interactions')
          .select('state')
          .where('ended_at_ms', '>=', fromMs)
          .where('ended_at_ms', '<', toMs)
          .orderBy('ended_at_ms', 'desc')
          .limit(MAX_COUNTED)
          .as('ended'),
      )
      .select(['state', (eb) => eb.fn.countAll<number | string>().as('interactions')])
      .groupBy('state')
      .execute()
    const of = (state: InteractionState) =>
      Number(rows.find((row) => row.state === state)?.interactions ?? 0)
    return {
      delivered: of('delivered'),
      shed: of('shed'),
      dead: of('dead'),
      folded: of('folded'),
    }
  }

  /** By an index of this state alone. */
  async function countIn(state: 'held' | 'pending'): Promise<number> {
    const { interactions } = await db
      .selectFrom((eb) =>
        eb
          .selectFrom('interactions')
          .select('state')
          .where('state', '=', sql.lit(state))
          .limit(MAX_GAUGE)
          .as('those'),
      )
      .select((eb) => eb.fn.countAll<number | string>().as('interactions'))
      .executeTakeFirstOrThrow()
    return Number(interactions)
  }

  /** Nothing where there is none before. */
  async function countSince(
    last: { at_ms: number; last_seq: number } | undefined,
    nowMs: number,
  ): Promise<{ came: Omit<Sample, 'atMs'>; lastSeq: number }> {
    const { accepted, lastSeq } = last
      ? await countEvents(last.last_seq)
      : { accepted: 0, lastSeq: await readLastSeq() }
    const ended = last
      ? await countEnded(last.at_ms - SETTLED_MS, nowMs - SETTLED_MS)
      : NOTHING_ENDED
    const gauges = { held: await countIn('held'), waiting: await countIn('pending') }
    return { came: { accepted, ...ended, ...gauges }, lastSeq }
  }

  return { readLast, countSince }
}

const NOTHING_ENDED = { delivered: 0, shed: 0, dead: 0, folded: 0 }
