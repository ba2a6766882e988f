import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { anEvent } from '../../../wire/test-data.js'
import { aSpooledBeacon, temporaryFolder } from '../test-store.js'
import type { SpoolLimits } from './room.js'
import { openSpool, type Spool } from './spool.js'
import type { SpooledBeacon } from './spooled-beacon.js'

/** A real spool, in a folder of its own, closed when the test is over. */
export function openTestSpool({
  path = join(temporaryFolder(), 'spool.db'),
  limits,
}: { path?: string; limits?: SpoolLimits } = {}): { path: string; spool: Spool } {
  const spool = openSpool(path, limits)
  onTestFinished(() => spool.close())
  return { path, spool }
}

export const someBeacons = (count: number): SpooledBeacon[] =>
  Array.from({ length: count }, () => aSpooledBeacon([anEvent('page_view')]))

export const asLines = (beacons: readonly object[]): string[] =>
  beacons.map((beacon) => JSON.stringify(beacon))

/** All that waits, whatever it is. */
export const allTexts = (spool: Spool): string[] =>
  spool.readAfter(0, { maxBeacons: 1e6, maxBytes: Infinity }).map(({ text }) => text)
