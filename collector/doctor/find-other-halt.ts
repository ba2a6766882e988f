import type { Halt } from '../store/destination.js'
import type { ReadVerbs } from '../store/open-to-read.js'

/** Whoever was halted longer ago and has mended it by other credentials need not be told any more. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000

/**
 * The newest halt of another sign-in than this one, of the last 30 days: a collector may run with that and send nothing,
 * while all is well for this one. `credential`: null of none. Null when there is no such halt.
 */
export async function findOtherHalt(
  verbs: Pick<ReadVerbs, 'readHalts'>,
  { credential, nowMs }: { credential: string | null; nowMs: number },
): Promise<Halt | null> {
  const halts = await verbs.readHalts()
  const other = halts.find(
    (halt) => halt.credential !== credential && halt.haltedAtMs >= nowMs - MAX_AGE_MS,
  )
  return other ? { reason: other.reason, haltedAtMs: other.haltedAtMs } : null
}
