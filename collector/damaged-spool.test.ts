import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqliteFile } from './store/driver.js'
import { startProcess } from './test-process.js'

it('a process whose spool is damaged sets it aside and ends, and the next one takes beacons', async () => {
  const first = await startProcess()
  const { folder } = first
  expect(await first.post()).toBe(204)

  const spool = openSqliteFile(join(folder, 'data', 'spool.db'))
  spool.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'garbage'")
  spool.exec('CREATE TABLE another (id INTEGER)')
  spool.close()
  // The answer may be lost: the process ends.
  expect(await first.post().catch(() => 503)).toBe(503)
  expect(await first.ended).toBe(1)

  const files = readdirSync(join(folder, 'data'))
  const aside = files.find((name) => /^spool-damaged-.*\.db$/.test(name))
  expect(aside).toBeDefined()
  expect(files).not.toContain('spool.db')
  const told = first.lines.find(({ event }) => event === 'spool_set_aside')
  expect(told).toMatchObject({ file: join(folder, 'data', aside ?? '') })

  const second = await startProcess({ folder })
  expect(await second.post()).toBe(204)
})
