import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../store/driver.js'
import { newTarget, openTestStore, temporaryFolder } from '../store/test-store.js'
import { openDatabase } from './open-database.js'

const isPostgres = inject('postgres') !== undefined

async function look(target: string) {
  const dataDir = join(target, '..')
  const place = isPostgres
    ? { dataDir: '/nowhere', databaseUrl: target }
    : { dataDir, databaseUrl: null }
  const database = await openDatabase(place, temporaryFolder())
  onTestFinished(async () => database.store?.close())
  return database
}

it('passes beside a collector, and names server and migrations', async () => {
  const { target, store } = await openTestStore()
  const { verdict, isOwn, store: ours } = await look(target)
  expect(verdict.status).toBe('pass')
  expect(verdict.found).toMatch(
    isPostgres
      ? /^the database at .* \(PostgreSQL \d+.*\) is up to date, \d+ migrations$/
      : /\(SQLite\)/,
  )
  expect(isOwn).toBe(true)
  expect(ours?.installationId).toBe(store.installationId)
})

it('where no collector has been, calls are counted elsewhere', async () => {
  const { verdict, isOwn, store } = await look(await newTarget({ empty: true }))
  expect(verdict).toMatchObject({
    status: 'warn',
    next: expect.stringContaining('start') as string,
  })
  expect(isOwn).toBe(false)
  expect(await store?.grantPermit(1, 'high')).toBe(1)
})

it.runIf(!isPostgres).each([
  ['earlier', 'DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)'],
  ['later', "INSERT INTO kysely_migration VALUES ('9999_future', '')"],
])('an %s version is left as it is', async (version, statement) => {
  const { target } = await openTestStore()
  const file = openSqliteFile(target)
  file.exec(statement)
  const rows = () => file.prepare('SELECT count(*) AS n FROM kysely_migration').all()
  const before = rows()
  const { verdict, store } = await look(target)
  expect(verdict).toMatchObject({
    status: 'fail',
    found: expect.stringContaining(
      `is of ${version === 'later' ? 'a' : 'an'} ${version} version`,
    ) as string,
  })
  expect(store).toBeNull()
  expect(rows()).toEqual(before)
  file.close()
})

it.runIf(!isPostgres)(
  'a file that another process keeps busy fails after 10 s, and says that no call was made',
  async () => {
    const { target } = await openTestStore()
    const other = openSqliteFile(target)
    other.exec('BEGIN IMMEDIATE')
    const { verdict, store } = await look(target)
    other.exec('ROLLBACK')
    other.close()
    expect(verdict).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('was busy for 10 s, so nothing was written') as string,
    })
    expect(store).toBeNull()
  },
)

it.runIf(!isPostgres)('a file that is none fails', async () => {
  const { target, store } = await openTestStore()
  await store.close()
  for (const ending of ['', '-wal', '-shm']) rmSync(`${target}${ending}`, { force: true })
  writeFileSync(target, 'x'.repeat(10_000))
  expect((await look(target)).verdict.status).toBe('fail')
})
