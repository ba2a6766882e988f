import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.js'
import type { AcceptedInteraction } from '../gong-sandbox/accepted-calls.js'
import { EXPECTED, missingFrom, type Expected } from './expected.js'

/** The quiet time of the demo, Gong's rate and a slow machine, several times over. */
const DEADLINE_MS = 90_000
const LOOK_EVERY_MS = 250

/**
 * Waits until everything expected has arrived, or the deadline has passed, telling how it goes. Returns what is still
 * missing.
 */
export async function awaitExpected(deps: {
  interactions: () => readonly AcceptedInteraction[]
  clock: Clock
  tell: (progress: string) => void
}): Promise<Expected[]> {
  const startedAtMs = deps.clock()
  let told = -1
  for (;;) {
    const interactions = deps.interactions()
    const missing = missingFrom(interactions)
    const waitedMs = deps.clock() - startedAtMs
    const found = EXPECTED.length - missing.length
    const progress = `${found} of ${EXPECTED.length} checked interactions, ${interactions.length} arrived in all`
    if (found !== told) deps.tell(`${progress} (${Math.round(waitedMs / 1000)} s)`)
    told = found
    if (missing.length === 0 || waitedMs > DEADLINE_MS) return missing
    await sleep(LOOK_EVERY_MS)
  }
}
