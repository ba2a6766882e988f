import { readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../driver.js'
import { allTexts, openTestSpool } from './test-spool.js'

const GONE = Array.from({ length: 300 }, () => `of somebody ${'x'.repeat(900)}`)

function aSpool() {
  const { path, spool } = openTestSpool()
  spool.append(GONE)
  spool.append(['kept'])
  spool.discardThrough(GONE.length)
  const other = openSqliteFile(path)
  onTestFinished(() => void other.close())
  const bytes = () => ['', '-wal'].map((suffix) => readFileSync(path + suffix, 'latin1')).join('')
  return { path, spool, other, bytes }
}

it('what was forgotten is in no file any more, and what rests keeps its number', () => {
  const { path, spool, bytes } = aSpool()
  const { spool: writer } = openTestSpool({ path })
  expect(bytes()).toContain('of somebody')
  expect(spool.overwriteForgotten()).toBe(true)
  expect(bytes()).not.toContain('of somebody')
  writer.append(['next'])
  expect(spool.readAfter(0, { maxBeacons: 9, maxBytes: 1e6 })).toEqual([
    { seq: 301, text: 'kept' },
    { seq: 302, text: 'next' },
  ])
})

it.each(['BEGIN IMMEDIATE', 'BEGIN; SELECT count(*) FROM beacons'])(
  'waits for nobody: beside %s it is to be tried again, and nothing is lost',
  (busy) => {
    const { spool, other } = aSpool()
    for (const statement of busy.split('; ')) {
      if (statement.startsWith('SELECT')) other.prepare(statement).all()
      else other.exec(statement)
    }
    const beganMs = performance.now()
    expect(spool.overwriteForgotten()).toBe(false)
    expect(performance.now() - beganMs).toBeLessThan(5000)
    other.exec('COMMIT')
    expect(spool.overwriteForgotten()).toBe(true)
    expect(allTexts(spool)).toEqual(['kept'])
  },
)

it('leaves alone a spool in which much rests', () => {
  const { spool } = openTestSpool()
  spool.append(Array.from({ length: 20 }, () => 'x'.repeat(64 * 1024)))
  expect(spool.overwriteForgotten()).toBe(false)
})
