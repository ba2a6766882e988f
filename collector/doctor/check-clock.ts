import { spanInWords } from '../explain/in-words.js'
import { fail, pass, skip, warn, type Verdict } from './check.js'

/** One call by this machine's clock, and when it was answered by Gong's. */
export interface Timed {
  startedAtMs: number
  finishedAtMs: number
  /** As the Date header has it, in whole seconds; null when Gong did not say. */
  dateMs: number | null
}

const WARN_MS = 5_000
const FAIL_MS = 60_000
const SECOND_MS = 1000

/** How far this machine's clock is from Gong's, at the least: a header of whole seconds and the call's own time are left out. */
export function checkClock({ startedAtMs, finishedAtMs, dateMs }: Timed): Verdict {
  if (dateMs === null) return skip("Gong's answer had no date")
  const aheadMs = startedAtMs - (dateMs + SECOND_MS)
  const behindMs = dateMs - finishedAtMs
  const offMs = Math.max(0, aheadMs, behindMs)
  if (offMs === 0) return pass("this machine's clock agrees with Gong's")
  const found = `this machine's clock is ${spanInWords(offMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} Gong's`
  if (offMs >= FAIL_MS) return fail(found, NEXT)
  return offMs >= WARN_MS ? warn(found, NEXT) : pass(found)
}

const NEXT =
  'set it by the network (NTP; "timedatectl set-ntp true"): Gong picks the deal by when things happened, and identity tokens end by this clock'
