import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../../wire/test-data.js'
import { aSpooledBeacon, temporaryFolder } from '../test-store.js'
import { measureSpool } from './measure-spool.js'
import { asLines, openTestSpool } from './test-spool.js'

it('says how many beacons rest, since when, and what they take', () => {
  const { path, spool } = openTestSpool()
  const empty = measureSpool(path)
  expect(empty).toMatchObject({ beacons: 0, oldestReceivedAtMs: null })
  const userAgent = 'x'.repeat(20_000)
  const beacons = [1, 2].map((ms) => aSpooledBeacon([], { receivedAtMs: NOON_MS + ms, userAgent }))
  spool.append(asLines(beacons))
  const full = measureSpool(path)
  expect(full).toMatchObject({ beacons: 2, oldestReceivedAtMs: NOON_MS + 1 })
  expect(full?.usedBytes).toBeGreaterThan((empty?.usedBytes ?? 0) + 40_000)
  spool.discardThrough(2)
  expect(measureSpool(path)?.usedBytes).toBe(empty?.usedBytes)
})

it('makes no spool where there is none', () => {
  const path = join(temporaryFolder(), 'spool.db')
  expect(measureSpool(path)).toBeNull()
  expect(existsSync(path)).toBe(false)
})
