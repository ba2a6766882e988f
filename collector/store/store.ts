import { randomUUID } from 'node:crypto'
import type { Kysely, LogEvent } from 'kysely'
import { systemClock, type Clock } from '../lib/clock.js'
import { isPostgresUrl } from '../lib/postgres-url.js'
import { aliasVerbs } from './aliases.js'
import { auditVerbs } from './audit.js'
import { concludeVerbs } from './conclude.js'
import { deadLetterVerbs } from './dead-letters.js'
import { destinationVerbs } from './destination.js'
import type { Engine } from './engine.js'
import { erasureVerbs } from './erasure.js'
import { eventVerbs } from './events.js'
import { failedOfErasedVerbs } from './failed-of-erased.js'
import { heldReadVerbs } from './held.js'
import { identityVerbs } from './identities.js'
import { identityRetentionVerbs } from './identity-retention.js'
import { knownPeopleVerbs } from './known-people.js'
import { linkVisitorVerbs } from './link-visitors.js'
import { linkVerbs } from './links.js'
import { oauthTokenVerbs } from './oauth-tokens.js'
import { openInteractionVerbs } from './open-interactions.js'
import { openSessionVerbs } from './open-sessions.js'
import { outboxVerbs } from './outbox.js'
import { permitVerbs } from './permits.js'
import { connect as connectPostgres } from './postgres/connect.js'
import { quotaReadVerbs } from './quota.js'
import { reliefVerbs } from './relief.js'
import { retentionVerbs } from './retention.js'
import { sampleVerbs } from './samples.js'
import { sealedInteractionVerbs } from './sealed-interactions.js'
import { selfReportedVerbs } from './self-reported.js'
import { shareVerbs } from './shares.js'
import { siteVerbs } from './sites.js'
import { connect as connectSqlite } from './sqlite/connect.js'
import type { Tables } from './tables.js'
import { tombstoneVerbs } from './tombstones.js'

/** What stages can say to the store, alone or within one transaction. */
export type StoreVerbs = ReturnType<typeof verbsOver>

export interface Store extends StoreVerbs {
  /** UUID minted when the store was created: the namespace of the ids that Gong de-duplicates by. */
  installationId: string
  /** All that `work` says takes effect together or, when it throws, not at all. */
  transaction<T>(work: (verbs: StoreVerbs) => Promise<T>): Promise<T>
  /** A transaction of which only one is under way in all processes that share the store; waits for its turn. */
  stage<T>(work: (verbs: StoreVerbs) => Promise<T>): Promise<T>
  /** The same without waiting: null, and nothing done, when another process is at it. */
  tryStage<T>(work: (verbs: StoreVerbs) => Promise<T>): Promise<T | null>
  /** Whether something failed by what was to be written, and would fail again; else by the state of the database. */
  isDataFault(error: unknown): boolean
  close(): Promise<void>
}

export interface StoreOptions {
  /** Instead of the store's own: that of PostgreSQL's machine, or this one's for SQLite. */
  clock?: Clock | undefined
  /** How long PostgreSQL may take to connect, and to answer a statement; by default as long as a busy one may need. */
  answerWithinMs?: number | undefined
  /** Sees each statement. */
  onQuery?: ((event: LogEvent) => void) | undefined
}

/**
 * Opens or creates the store in PostgreSQL, by its `postgres://` address, or in an SQLite file, by its path. Throws when
 * that cannot be done.
 */
export async function openStore(target: string, options: StoreOptions = {}): Promise<Store> {
  const { db, engine } = isPostgresUrl(target)
    ? await connectPostgres(target, options)
    : await connectSqlite(target, { ...options, clock: options.clock ?? systemClock })
  const installationId = await readInstallationId(db)
  const transaction: Store['transaction'] = (work) =>
    db.transaction().execute((trx) => work(verbsOver(trx, engine, installationId)))
  return {
    ...verbsOver(db, engine, installationId),
    installationId,
    transaction,
    stage: (work) =>
      db.transaction().execute(async (trx) => {
        await engine.lockStages(trx)
        return work(verbsOver(trx, engine, installationId))
      }),
    tryStage: (work) =>
      db.transaction().execute(async (trx) => {
        if (!(await engine.tryLockStages(trx))) return null
        return work(verbsOver(trx, engine, installationId))
      }),
    isDataFault: (error) => engine.isDataFault(error),
    close: () => db.destroy(),
  }
}

function verbsOver(db: Kysely<Tables>, engine: Engine, installationId: string) {
  return {
    /** By the clock that all processes share. Milliseconds since the epoch. */
    nowMs: () => engine.readNowMs(db),
    ...eventVerbs(db, engine, installationId),
    ...identityVerbs(db, engine),
    ...aliasVerbs(db, engine),
    ...knownPeopleVerbs(db),
    ...linkVerbs(db),
    ...linkVisitorVerbs(db),
    ...shareVerbs(db),
    ...openInteractionVerbs(db, engine),
    ...openSessionVerbs(db, engine),
    ...sealedInteractionVerbs(db, engine),
    ...selfReportedVerbs(db, engine),
    ...outboxVerbs(db, engine),
    ...concludeVerbs(db, engine),
    ...deadLetterVerbs(db, engine),
    ...heldReadVerbs(db),
    ...quotaReadVerbs(db),
    ...permitVerbs(db),
    ...destinationVerbs(db, engine),
    ...oauthTokenVerbs(db, engine),
    ...reliefVerbs(db, engine),
    ...retentionVerbs(db),
    ...identityRetentionVerbs(db),
    ...tombstoneVerbs(db, installationId),
    ...erasureVerbs(db, engine, installationId),
    ...failedOfErasedVerbs(db, installationId),
    ...auditVerbs(db),
    ...sampleVerbs(db),
    ...siteVerbs(db),
  }
}

async function readInstallationId(db: Kysely<Tables>): Promise<string> {
  await db
    .insertInto('installation')
    .values({ only: 1, installation_id: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('installation')
    .select('installation_id')
    .executeTakeFirstOrThrow()
  return row.installation_id
}
