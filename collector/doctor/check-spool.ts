import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { spanInWords } from '../explain/in-words.js'
import { lookIntoSpool } from '../store/spool/look-into-spool.js'
import { fail, pass, skip, warn, wordsOf, type Verdict } from './check.js'
import { bytesInWords } from './in-words.js'

interface SpoolPlace {
  dataDir: string
  maxBytes: number
  nowMs: number
}

/** A store that is there takes a beacon within a second. */
const LONG_MS = 60_000
const NEARLY_FULL = 0.8

/** How large the spool is, and for how long its oldest beacon has been waiting for the store. */
export function checkSpool({ dataDir, maxBytes, nowMs }: SpoolPlace): Verdict {
  const path = join(resolve(dataDir), 'spool.db')
  try {
    const look = lookIntoSpool(path, '')
    if (!look) return skip('there is none yet: the collector makes it')
    const bytes = sizeOf(path)
    const size = `${bytesInWords(bytes)} of at most ${bytesInWords(maxBytes)}`
    const { beacons, oldestReceivedAtMs } = look
    const waitedMs = oldestReceivedAtMs === null ? 0 : Math.max(0, nowMs - oldestReceivedAtMs)
    const waiting =
      beacons === 0
        ? 'nothing waits for the store'
        : beacons === 1
          ? `1 beacon waits for the store, for ${spanInWords(waitedMs)}`
          : `${beacons} beacons wait for the store, the oldest for ${spanInWords(waitedMs)}`
    const found = `${size}; ${waiting}`
    // Its file never shrinks by itself: only what waits fills it.
    if (beacons > 0 && bytes >= NEARLY_FULL * maxBytes) {
      return fail(found, `${START}; when it is full, beacons are refused (503)`)
    }
    return waitedMs > LONG_MS ? warn(found, START) : pass(found)
  } catch (cause) {
    return fail(
      `${path} cannot be read: ${wordsOf(cause)}`,
      'run doctor as the user that runs the collector; a damaged spool is set aside when that starts',
    )
  }
}

const START = 'see that a collector runs, and in its log what keeps it from the store'

/** With what is not yet in the file itself. */
function sizeOf(path: string): number {
  return [path, `${path}-wal`]
    .filter((each) => existsSync(each))
    .reduce((bytes, each) => bytes + statSync(each).size, 0)
}
