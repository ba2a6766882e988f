import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/**
 * Loaded before a collector, in each of its threads: lets its clock be set wrong by so many milliseconds as the file
 * says, while it runs.
 */
const file = process.env.SOAK_CLOCK_FILE
const LOOK_EVERY_MS = 20

const trueNow = Date.now
let lookedAtMs = -Infinity
let offsetMs = 0

Date.now = () => {
  const nowMs = performance.now()
  if (file && nowMs - lookedAtMs >= LOOK_EVERY_MS) {
    lookedAtMs = nowMs
    // Written as a whole by a rename; empty is 0.
    offsetMs = Number(readFileSync(file, 'utf8'))
  }
  return trueNow() + offsetMs
}
