import { randomUUID } from 'node:crypto'
import type { Kysely, LogEvent } from 'kysely'
import { concludeVerbs } from './conclude.js'
import { eventVerbs } from './events.js'
import { identityVerbs } from './identities.js'
import { openInteractionVerbs } from './open-interactions.js'
import { outboxVerbs } from './outbox.js'
import { permitVerbs } from './permits.js'
import { sealedInteractionVerbs } from './sealed-interactions.js'
import { connectSqlite } from './sqlite/connect.js'
import type { Tables } from './tables.js'

/** What stages can say to the store, alone or within one transaction. */
export type StoreVerbs = ReturnType<typeof verbsOver>

export interface Store extends StoreVerbs {
  /** UUID minted when the store was created: the namespace of the ids that Gong de-duplicates by. */
  installationId: string
  /** All that `work` says takes effect together or, when it throws, not at all. */
  transaction<T>(work: (verbs: StoreVerbs) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens or creates the store in an SQLite file; `onQuery` sees each statement. Throws when that cannot be done. */
export async function openStore(path: string, onQuery?: (event: LogEvent) => void): Promise<Store> {
  const db = await connectSqlite(path, onQuery)
  return {
    ...verbsOver(db),
    installationId: await readInstallationId(db),
    transaction: (work) => db.transaction().execute((trx) => work(verbsOver(trx))),
    close: () => db.destroy(),
  }
}

function verbsOver(db: Kysely<Tables>) {
  return {
    ...eventVerbs(db),
    ...identityVerbs(db),
    ...openInteractionVerbs(db),
    ...sealedInteractionVerbs(db),
    ...outboxVerbs(db),
    ...concludeVerbs(db),
    ...permitVerbs(db),
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
