import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail, pass, warn, wordsOf, type Verdict } from './check.js'
import { bytesInWords } from './in-words.js'

interface Disk {
  dataDir: string
  minFreeBytes: number
  /** Bytes that the folder's disk has free; for tests. */
  freeBytes?: (folder: string) => number
}

/** Below this many times what must stay free it is time to look. */
const SCARCE = 2

/** What the data folder's disk has free, against what must stay so. */
export function checkDisk({ dataDir, minFreeBytes, freeBytes = freeBytesOf }: Disk): Verdict {
  const folder = existing(resolve(dataDir))
  let free: number
  try {
    free = freeBytes(folder)
  } catch (cause) {
    return warn(
      `how much is free at ${folder} could not be read: ${wordsOf(cause)}`,
      'look with df -h',
    )
  }
  const found = `${bytesInWords(free)} free at ${folder}, of which ${bytesInWords(minFreeBytes)} must stay free (TAMTAM_MIN_FREE_BYTES)`
  if (free < minFreeBytes) {
    return fail(found, 'make room: until then beacons are refused (503) and browsers keep them')
  }
  if (free < SCARCE * minFreeBytes) return warn(found, 'make room before beacons are refused')
  return pass(found)
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Where the folder will be, if it is not there yet. */
function existing(folder: string): string {
  const parent = dirname(folder)
  return existsSync(folder) || parent === folder ? folder : existing(parent)
}
