import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../../e2e/postgres-server.js'
import { openStore } from '../store.js'

/**
 * Gives the run a PostgreSQL server: that of `DATABASE_URL`, whose user must be allowed to create databases, else one of
 * its own. The run fails when there is neither.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL']
  const own = given ? null : await startPostgres({ durable: false })
  const url = given ?? own?.url ?? ''
  const template = `tamtam_template_${randomUUID().replaceAll('-', '')}`
  await query(url, `CREATE DATABASE ${template}`)
  const place = new URL(url)
  place.pathname = template
  await (await openStore(place.href)).close()
  // Each test's store mints an id of its own.
  await query(place.href, 'DELETE FROM installation')
  project.provide('postgres', { url, template })
  const [{ server_version: version } = {}] = await query(url, 'SHOW server_version')
  process.stdout.write(`PostgreSQL ${String(version)}${given ? ' of DATABASE_URL' : ''}\n`)
  return async () => {
    await query(url, `DROP DATABASE ${template}`)
    await own?.close()
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
