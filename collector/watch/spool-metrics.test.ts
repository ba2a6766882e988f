import { join } from 'node:path'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { asLines, openTestSpool, someBeacons } from '../store/spool/test-spool.js'
import { temporaryFolder } from '../store/test-store.js'
import { readSpoolMetrics } from './spool-metrics.js'
import { samplesOf } from './test-scrape.js'

it('tells how much rests in the spool, of how much, and since when', async () => {
  const { path, spool } = openTestSpool()
  spool.append(asLines(someBeacons(3)))
  const nowMs = NOON_MS + 5000
  const told = await samplesOf('spool', await readSpoolMetrics({ path, maxBytes: 1000, nowMs }))
  expect(told).toEqual(
    expect.arrayContaining([
      'tamtam_spool_limit_bytes 1000',
      'tamtam_spool_beacons 3',
      'tamtam_spool_oldest_seconds 5',
    ]),
  )
})

it('a spool that is not there yet is empty', async () => {
  const path = join(temporaryFolder(), 'spool.db')
  const told = await samplesOf(
    'spool',
    await readSpoolMetrics({ path, maxBytes: 1000, nowMs: NOON_MS }),
  )
  expect(told).toContain('tamtam_spool_bytes 0')
  expect(told).toContain('tamtam_spool_oldest_seconds 0')
})
