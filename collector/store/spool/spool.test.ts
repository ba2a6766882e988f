import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../driver.js'
import { temporaryFolder } from '../test-store.js'
import { openSpool } from './spool.js'
import { allTexts, asLines, openTestSpool, someBeacons } from './test-spool.js'

const NO_BOUNDS = { maxBeacons: 1e6, maxBytes: Infinity }

it('gives beacons back in order of arrival, at most as many as asked for', () => {
  const { spool } = openTestSpool()
  spool.append(['one', 'two'])
  spool.append(['three'])
  const [first, second] = spool.readAfter(0, { ...NO_BOUNDS, maxBeacons: 2 })
  expect([first?.text, second?.text]).toEqual(['one', 'two'])
  expect(spool.readAfter(second?.seq ?? 0, NO_BOUNDS).map(({ text }) => text)).toEqual(['three'])
})

it('gives back no more bytes than asked for, but one beacon at least', () => {
  const { spool } = openTestSpool()
  spool.append(['éé', '12', '345', 'x'.repeat(9000)])
  const read = (seq: number) => spool.readAfter(seq, { maxBeacons: 9, maxBytes: 6 })
  expect(read(0).map(({ text }) => text)).toEqual(['éé', '12'])
  expect(read(2).map(({ text }) => text)).toEqual(['345'])
  expect(read(3).map(({ text }) => text.length)).toEqual([9000])
  expect(read(4)).toEqual([])
})

it('forgets what the store has, and nothing after it', () => {
  const { spool } = openTestSpool()
  const all = asLines(someBeacons(5000))
  spool.append(all)
  spool.discardThrough(4990)
  expect(allTexts(spool)).toEqual(all.slice(4990))
  spool.discardThrough(4980)
  expect(allTexts(spool)).toHaveLength(10)
})

it('never gives a number out twice, so a late discard spares what came since', () => {
  const { spool } = openTestSpool()
  spool.append(['one'])
  spool.discardThrough(1)
  spool.append(['two'])
  expect(spool.readAfter(0, NO_BOUNDS)).toEqual([{ seq: 2, text: 'two' }])
})

it('has its beacons after it was closed and opened again', () => {
  const all = asLines(someBeacons(2))
  const { path, spool } = openTestSpool()
  spool.append(all)
  spool.close()
  const again = openSpool(path)
  onTestFinished(() => again.close())
  expect(allTexts(again)).toEqual(all)
})

it('appends a group whole or not at all', () => {
  const { spool } = openTestSpool()
  // The driver refuses to bind it; at run time nothing else stops it.
  const unbindable = Symbol('not text') as unknown as string
  expect(() => spool.append(['one', unbindable])).toThrow('can only bind')
  expect(allTexts(spool)).toEqual([])
  spool.append(['one'])
  expect(allTexts(spool)).toEqual(['one'])
})

it('gives back bytes that are no text without ending the process, as the driver alone would', () => {
  const { path, spool } = openTestSpool()
  const file = openSqliteFile(path)
  file.exec("INSERT INTO beacons (body) VALUES (CAST(x'7bff7d' AS TEXT))")
  file.close()
  expect(allTexts(spool)).toEqual(['{\uFFFD}'])
})

it('opens files in which a commit waits for its fsync', () => {
  const file = openSqliteFile(join(temporaryFolder(), 'file.db'))
  onTestFinished(() => void file.close())
  expect(file.prepare('PRAGMA synchronous').all()).toMatchObject([{ synchronous: 2 }])
  expect(file.prepare('PRAGMA journal_mode').all()).toMatchObject([{ journal_mode: 'wal' }])
})

it('refuses a database that could not keep that promise', () => {
  // In memory there is no write-ahead log.
  expect(() => openSqliteFile(':memory:')).toThrow(/journal_mode is memory.*would not be durable/)
})
