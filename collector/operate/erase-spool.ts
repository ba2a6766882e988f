import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { lookIntoSpool } from '../store/spool/look-into-spool.js'

/** What this machine's spool has of anybody. */
export interface SpoolRest {
  /** That the store does not have yet. */
  beacons: number
  oldestReceivedAtMs: number | null
  /** Whether the name by which the person was asked for stands in one of them. */
  namesThem: boolean
  /** Whether it stands in the bytes of the spool's files, where what was handed over is overwritten later. */
  filesNameThem: boolean
  /** Files of damaged spools that were set aside, which nothing reads any more and which may hold anybody. */
  setAside: string[]
}

/**
 * What rests in this machine's spool. Nothing is removed from it: it is handed over within seconds while a collector runs,
 * and what is of whom was erased is dropped as it arrives in the store. Null where there is none; 'unreadable' where it
 * cannot be looked into.
 */
export async function restInSpool(
  spoolPath: string,
  name: string,
): Promise<SpoolRest | 'unreadable' | null> {
  try {
    const folder = dirname(spoolPath)
    if (!existsSync(folder)) return null
    const setAside = readdirSync(folder).filter((file) => /^spool-damaged-.*\.db/.test(file))
    const look = lookIntoSpool(spoolPath, name)
    if (look === null && setAside.length === 0) return null
    const files = [spoolPath, `${spoolPath}-wal`].filter((path) => existsSync(path))
    const named = await Promise.all(files.map((path) => holds(path, name)))
    return {
      beacons: look?.beacons ?? 0,
      oldestReceivedAtMs: look?.oldestReceivedAtMs ?? null,
      namesThem: look?.holdsText ?? false,
      filesNameThem: named.includes(true),
      setAside,
    }
  } catch {
    // Damage or rights: it is said, and whoever repairs it sees what it was.
    return 'unreadable'
  }
}

/** Whether a text stands in a file in one piece, in whichever case its letters are. */
async function holds(path: string, text: string): Promise<boolean> {
  const sought = asLatin(Buffer.from(text))
  let end = ''
  // Its chunks are buffers, as long as no encoding is set.
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const searched = end + asLatin(chunk)
    if (searched.includes(sought)) return true
    end = searched.slice(-sought.length)
  }
  return false
}

/** A byte a sign; letters of no other alphabet change their case. */
function asLatin(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
