import { dirname } from 'node:path'
import { openSqliteFile, readPragma, writeTogether, type SqliteFile } from '../driver.js'
import { commitFault } from './commit-fault.js'
import { giveSpaceBack } from './give-space-back.js'
import { overwriteForgotten } from './overwrite-forgotten.js'
import { createRoom, type SpoolLimits } from './room.js'
import { namingDamage } from './spool-damaged.js'
import { createSpoolTable } from './spool-table.js'
import type { SpooledBeacon } from './spooled-beacon.js'

/** The accepting machine's own file: beacons rest here from before their 204 until the store has them. */
export interface Spool {
  /** In one transaction. After `durable` the beacons survive a loss of power; after `full`, for want of room, none is kept. */
  append(beacons: readonly string[]): SpoolAppend
  /** The oldest beacons after `seq`, as text, as many as both bounds allow, and one at least where there is one. */
  readAfter(seq: number, bounds: { maxBeacons: number; maxBytes: number }): SpoolRow[]
  /** The oldest beacons in order of arrival, at most `limit`. */
  readOldest(limit: number): { seq: number; beacon: SpooledBeacon }[]
  /** Forgets beacons up to and including `seq`, once the store has them, and gives the file's space back in the end. */
  discardThrough(seq: number): void
  /** Leaves no byte of what was forgotten in the files, where nearly nothing rests. False: to be tried again. */
  overwriteForgotten(): boolean
  close(): void
}

export type SpoolAppend = { kind: 'durable' } | { kind: 'full'; why: string }

/** `text` was written as a `SpooledBeacon` in JSON; a damaged file may give back anything. */
export interface SpoolRow {
  seq: number
  text: string
}

/** Forgotten at once: some 3 ms, for which the other thread's commit may have to wait. */
const BEACONS_PER_DISCARD = 2000

/**
 * Opens or creates the spool. Writer and forwarder each open their own, from threads of their own; limits are for the
 * writer. Damage is thrown as an error that `isDamaged` knows, here and by each function.
 */
export function openSpool(path: string, limits?: SpoolLimits): Spool {
  const file = namingDamage(path, () => openFile(path, limits?.maxBytes))
  const room = limits && createRoom(dirname(path), limits)
  const insert = file.prepare('INSERT INTO beacons (body) VALUES (?)')
  const selectSizes = file.prepare(
    'SELECT seq, octet_length(body) AS bytes FROM beacons WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  // As bytes: the driver ends the whole process over a text that is not UTF-8.
  const selectBodies = file.prepare(
    'SELECT seq, CAST(body AS BLOB) AS body FROM beacons WHERE seq > ? AND seq <= ? ORDER BY seq',
  )
  const selectFirst = file.prepare('SELECT min(seq) FROM beacons').pluck()
  const remove = file.prepare('DELETE FROM beacons WHERE seq <= ?')

  function readAfter(seq: number, bounds: { maxBeacons: number; maxBytes: number }): SpoolRow[] {
    const sizes = selectSizes.all(seq, bounds.maxBeacons) as { seq: number; bytes: number }[]
    const last = lastWithin(sizes, bounds.maxBytes)
    if (last === null) return []
    const rows = selectBodies.all(seq, last) as { seq: number; body: ArrayBuffer }[]
    return rows.map((row) => ({ seq: row.seq, text: Buffer.from(row.body).toString() }))
  }

  function append(beacons: readonly string[]): SpoolAppend {
    if (room?.isShort()) return { kind: 'full', why: 'the disk has too little free' }
    try {
      writeTogether(file, () => {
        for (const beacon of beacons) insert.run(beacon)
      })
      return { kind: 'durable' }
    } catch (error) {
      if (commitFault(error) !== 'room') throw error
      return { kind: 'full', why: String(error) }
    }
  }

  function discardThrough(seq: number): void {
    const first = selectFirst.all()[0] as number | null
    let through = first === null ? seq : first - 1
    while (through < seq) {
      through = Math.min(seq, through + BEACONS_PER_DISCARD)
      remove.run(through)
    }
    giveSpaceBack(file)
  }

  return {
    append: (beacons) => namingDamage(path, () => append(beacons)),
    readAfter: (seq, bounds) => namingDamage(path, () => readAfter(seq, bounds)),
    readOldest: (limit) =>
      readAfter(0, { maxBeacons: limit, maxBytes: Infinity }).map(({ seq, text }) => ({
        seq,
        beacon: JSON.parse(text) as SpooledBeacon,
      })),
    discardThrough: (seq) => namingDamage(path, () => discardThrough(seq)),
    overwriteForgotten: () => namingDamage(path, () => overwriteForgotten(file)),
    close: () => void file.close(),
  }
}

function openFile(path: string, maxBytes = Infinity): SqliteFile {
  const file = openSqliteFile(path)
  createSpoolTable(file)
  if (Number.isFinite(maxBytes)) {
    const pageBytes = Number(readPragma(file, 'page_size'))
    file.pragma(`max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`)
  }
  return file
}

/** Up to which row the sum stays within `maxBytes`; the first is always in. Null of none. */
function lastWithin(
  sizes: readonly { seq: number; bytes: number }[],
  maxBytes: number,
): number | null {
  let sum = 0
  let last: number | null = null
  for (const { seq, bytes } of sizes) {
    sum += bytes
    if (last !== null && sum > maxBytes) break
    last = seq
  }
  return last
}
