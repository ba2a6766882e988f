import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test-store.js'
import { setSpoolAside } from './set-aside.js'

const NOON_MS = Date.parse('2026-11-17T12:00:00Z')
const ASIDE = 'spool-damaged-2026-11-17T120000.000Z.db'

function aSpool() {
  const folder = temporaryFolder()
  const path = join(folder, 'spool.db')
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(path + suffix, suffix)
  return { folder, path }
}

it('a spool goes aside with its log under the time of it', () => {
  const { folder, path } = aSpool()
  expect(setSpoolAside(path, NOON_MS)).toBe(join(folder, ASIDE))
  expect(readdirSync(folder).sort()).toEqual([ASIDE, `${ASIDE}-shm`, `${ASIDE}-wal`])
})

it('one whose process died over it lies beside the log that went before it', () => {
  const { folder, path } = aSpool()
  writeFileSync(join(folder, 'spool-damaged-earlier.db'), 'whole')
  writeFileSync(join(folder, 'spool-damaged-earlier.db-wal'), 'whole')
  writeFileSync(join(folder, `${ASIDE}-wal`), 'the log that went before')
  expect(setSpoolAside(path, NOON_MS + 5000)).toBe(join(folder, ASIDE))
  expect(readFileSync(join(folder, `${ASIDE}-wal`), 'utf8')).toBe('the log that went before')
  expect(readdirSync(folder)).not.toContain('spool.db-wal')
})
