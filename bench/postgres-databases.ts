import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { PostgresServer } from '../e2e/postgres-server.js'

/** Databases on a PostgreSQL server of the bench's own, which is started for the first of them. */
export interface PostgresDatabases {
  /** Makes an empty one and returns its address. */
  create(): Promise<string>
  drop(url: string): Promise<void>
  close(): Promise<void>
}

export function createPostgresDatabases(): PostgresDatabases {
  let server: Promise<PostgresServer> | null = null
  const started = (): Promise<PostgresServer> => (server ??= start())
  return {
    async create() {
      const { url } = await started()
      const name = `bench_${randomUUID().replaceAll('-', '')}`
      await withClient(url, (client) => client.query(`CREATE DATABASE ${name}`))
      return Object.assign(new URL(url), { pathname: name }).href
    },
    async drop(url) {
      const name = new URL(url).pathname.slice(1)
      await withClient((await started()).url, (client) =>
        client.query(`DROP DATABASE ${name} WITH (FORCE)`),
      )
    },
    async close() {
      await (await server)?.close()
    },
  }
}

/** As it comes: a commit returns once it is on disk. */
async function start(): Promise<PostgresServer> {
  // Not before it is needed: the package ends the process by a code of its own.
  const { startPostgres } = await import('../e2e/postgres-server.js')
  return startPostgres({ durable: true })
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
