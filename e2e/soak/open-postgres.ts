import { join } from 'node:path'
import pg from 'pg'
import { makeTemporaryFolder } from '../../demo-site/temporary-folder.js'
import { startPostgres } from '../postgres-server.js'
import { openTcpProxy } from '../tcp-proxy.js'
import { standStill } from './process-tree.js'
import type { Rig } from './rig.js'
import { createSoakCollector } from './soak-collector.js'
import { soakEnvironment, writeSoakConfig } from './soak-config.js'

const COLLECTORS = 3
const ANSWER_WITHIN_MS = 20_000

/** Several collectors that share one PostgreSQL, which they reach through a line. */
export async function openPostgres(onDeath: (words: string) => void): Promise<Rig> {
  const server = await startPostgres({ durable: true })
  const line = await openTcpProxy(Number(new URL(server.url).port))
  const throughLine = new URL(server.url)
  throughLine.port = String(line.port)
  const folder = await makeTemporaryFolder('tamtam-soak-')
  const configFile = writeSoakConfig(folder.path)
  const collectors = await Promise.all(
    Array.from({ length: COLLECTORS }, (_, place) =>
      createSoakCollector({
        folder: join(folder.path, String(place)),
        env: {
          ...soakEnvironment({ configFile, hasLittleRoom: place === 0 }),
          DATABASE_URL: throughLine.href,
        },
        onDeath,
      }),
    ),
  )
  return {
    scenario: 'postgres',
    collectors,
    database: {
      line,
      stop: () => server.stopImmediately(),
      start: () => server.start(),
      standStill() {
        const pid = server.pid()
        return pid === null ? () => undefined : standStill(pid)
      },
    },
    async holdStore() {
      line.setMode('freeze')
      return () => line.setMode('pass')
    },
    async query(sql) {
      const client = new pg.Client({
        connectionString: server.url,
        query_timeout: ANSWER_WITHIN_MS,
        connectionTimeoutMillis: ANSWER_WITHIN_MS,
      })
      client.on('error', () => undefined) // Who asks is told.
      await client.connect()
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows
      } finally {
        await client.end()
      }
    },
    async close() {
      await Promise.all(collectors.map((collector) => collector.kill()))
      await line.close()
      await server.close()
      await folder.remove()
    },
  }
}
