import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import type { Clock } from '../lib/clock.js'
import { openSqliteFile } from './driver.js'
import type { SpooledBeacon } from './spool/spooled-beacon.js'
import type { Fold } from './events.js'
import { openStore, type Store } from './store.js'
import type { Tables } from './tables.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run and the database that tests copy; absent where stores are SQLite files. */
    postgres?: { url: string; template: string }
  }
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real store of its own, in SQLite or PostgreSQL as the run says, closed when the test is over. */
export async function openTestStore(options: { target?: string; clock?: Clock } = {}) {
  const { target = await newTarget(), clock } = options
  let store = await openStore(target, { clock })
  onTestFinished(() => store.close())
  return {
    target,
    get store(): Store {
      return store
    },
    /** What a crash and a restart leave of it. */
    reopen: async (): Promise<Store> => {
      await store.close()
      return (store = await openStore(target, { clock }))
    },
    /** A table's rows as they are at rest, in order of their first columns. */
    rows: async <T extends keyof Tables>(table: T): Promise<Row<T>[]> =>
      (await readAll(target, `SELECT * FROM ${table} ORDER BY 1, 2`)) as Row<T>[],
  }
}

/** A new store's place: a file, or a database made from the template, or from nothing. */
export async function newTarget({ empty = false } = {}): Promise<string> {
  const server = inject('postgres')
  if (!server) return join(temporaryFolder(), 'store.db')
  const name = `t${randomUUID().replaceAll('-', '')}`
  await withClient(server.url, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : server.template}`),
  )
  onTestFinished(() =>
    withClient(server.url, async (client) => {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    }),
  )
  const url = new URL(server.url)
  url.pathname = name
  return url.href
}

export async function readAll(target: string, sql: string): Promise<unknown[]> {
  if (target.startsWith('postgres')) {
    return withClient(target, async (client) => (await client.query<object>(sql)).rows)
  }
  const file = openSqliteFile(target)
  try {
    return file.prepare(sql).all()
  } finally {
    file.close()
  }
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.setTypeParser(pg.types.builtins.INT8, Number)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** A column as it is read. */
type Row<T extends keyof Tables> = {
  [C in keyof Tables[T]]: Tables[T][C] extends { __select__: infer S } ? S : Tables[T][C]
}

/** What ingest leaves in the spool for events that happened when they say so and arrived at once. */
export function aSpooledBeacon(
  events: WireEvent[],
  changes: Partial<SpooledBeacon> = {},
): SpooledBeacon {
  return {
    beaconId: randomUUID(),
    siteId: 'acme-www',
    anonymousId: VISITOR,
    receivedAtMs: Math.max(NOON_MS, ...events.map(({ occurredAtMs }) => occurredAtMs)),
    userAgent: null,
    events: events.map((event) => ({ event, occurredAtMs: event.occurredAtMs })),
    failedEvents: [],
    ...changes,
  }
}

/** Ends for events in one interaction. */
export function foldsInto(interactionId: number, seqs: readonly number[]): Fold[] {
  return seqs.map((seq) => ({ seq, interactionId, unfoldedReason: null }))
}
