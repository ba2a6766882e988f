import { sql, type Kysely } from 'kysely'
import { systemClock, type Clock } from '../lib/clock.js'
import { auditReadVerbs } from './audit.js'
import { countErasable } from './count-erasable.js'
import { deadLetterReadVerbs } from './dead-letters.js'
import { destinationVerbs } from './destination.js'
import type { Engine } from './engine.js'
import { dropReadVerbs } from './drops.js'
import { explainIdentityVerbs } from './explain-identity.js'
import { explainVerbs } from './explain.js'
import { exportVerbs } from './export.js'
import { failedEventReadVerbs } from './read-failed.js'
import { failedNamingVerbs } from './read-failed-naming.js'
import { freshnessVerbs } from './freshness.js'
import { heldReadVerbs } from './held.js'
import { permitVerbs } from './permits.js'
import { connectToRead as connectToPostgres } from './postgres/connect-to-read.js'
import { createEngine as createPostgresEngine } from './postgres/create-engine.js'
import { quotaReadVerbs } from './quota.js'
import { StoreAbsent, type ReadConnection } from './read-connection.js'
import { replayVerbs } from './replay.js'
import { ruleHitVerbs } from './rule-hits.js'
import { sampleReadVerbs } from './samples.js'
import { selfReportedVerbs } from './self-reported.js'
import { stageLagVerbs } from './stage-lag.js'
import { shedReadVerbs } from './shed.js'
import { connectToRead as connectToSqlite } from './sqlite/connect-to-read.js'
import { createEngine as createSqliteEngine } from './sqlite/create-engine.js'
import { isPostgresUrl } from '../lib/postgres-url.js'
import type { Tables } from './tables.js'
import { timelineVerbs } from './timeline.js'
import type { Erasable } from './tombstones.js'
import { trafficVerbs } from './traffic.js'
import { untoldReadVerbs } from './untold.js'

/** What can be asked of a store without changing it. */
export type ReadVerbs = ReturnType<typeof verbsOver>

export interface StoreToRead {
  /** All that `work` asks is of one moment, whatever a collector writes meanwhile. */
  read<T>(work: (verbs: ReadVerbs) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens a store that is there, by its `postgres://` address or the path of its file, while collectors may run on it.
 * Makes none, changes nothing and needs no lock. Throws StoreAbsent when there is none, or an older one than this
 * program reads.
 */
export async function openToRead(
  target: string,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<StoreToRead> {
  const connection = isPostgresUrl(target) ? connectToPostgres(target) : connectToSqlite(target)
  const { db } = connection
  const engine = readingEngine(target, clock)
  try {
    await assertUpToDate(connection)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    read: (work) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((trx) => work(verbsOver(trx, engine))),
    close: () => db.destroy(),
  }
}

/** A transaction that only reads may lock no row. */
function readingEngine(target: string, clock: Clock): Engine {
  const engine = isPostgresUrl(target) ? createPostgresEngine() : createSqliteEngine(clock)
  return { ...engine, locksRows: false }
}

function verbsOver(db: Kysely<Tables>, engine: Engine) {
  return {
    /** By the clock that all processes share: PostgreSQL's, or this machine's. */
    readNowMs: () => engine.readNowMs(db),
    ...explainVerbs(db),
    ...explainIdentityVerbs(db),
    ...replayVerbs(db),
    ...deadLetterReadVerbs(db),
    ...heldReadVerbs(db),
    ...quotaReadVerbs(db),
    ...auditReadVerbs(db),
    ...sampleReadVerbs(db),
    ...timelineVerbs(db),
    ...freshnessVerbs(db),
    ...trafficVerbs(db),
    ...ruleHitVerbs(db),
    ...exportVerbs(db, engine),
    countErasable: (erasable: Erasable) => countErasable(db, engine, erasable),
    ...failedNamingVerbs(db),
    ...shedReadVerbs(db),
    ...failedEventReadVerbs(db),
    ...dropReadVerbs(db),
    ...untoldReadVerbs(db),
    ...stageLagVerbs(db),
    ...only(permitVerbs(db), 'readSpent'),
    ...only(destinationVerbs(db, engine), 'readDestination', 'readHalt'),
    ...only(selfReportedVerbs(db, engine), 'countShare'),
  }
}

/** Of verbs that also write, those that do not. */
function only<V extends object, N extends keyof V>(verbs: V, ...names: N[]): Pick<V, N> {
  // Just what Pick says, which fromEntries cannot.
  return Object.fromEntries(names.map((name) => [name, verbs[name]])) as Pick<V, N>
}

async function assertUpToDate({ db, migrations }: ReadConnection): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) {
    throw new StoreAbsent('no collector has made its tables there yet: start one first')
  }
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = new Set(rows.map(({ name }) => name))
  if (migrations.every((name) => done.has(name))) return
  throw new StoreAbsent(
    'the store is of an earlier version: start the collector of this version, which brings it up to date',
  )
}
