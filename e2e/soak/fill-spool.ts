import { comesTrue } from './pause.js'
import type { FaultDeps } from './perform-fault.js'
import type { SoakCollector } from './soak-collector.js'

/** By all visitors at once; a collector that is killed meanwhile comes back too. */
const FULL_WITHIN_MS = 40_000
const ROOM_WITHIN_MS = 40_000

/**
 * Keeps the store out of reach, and all visitors at this collector, until it refuses a beacon; then lets the store go
 * and waits until it takes one again.
 */
export async function fillSpool(
  collector: SoakCollector,
  { rig, visitors, breaches, signal }: Omit<FaultDeps, 'progress'>,
): Promise<void> {
  const answers = (answer: 'acknowledged' | '503'): number => visitors.answersOf(collector, answer)
  const stuck = (words: string): void =>
    void breaches.push({ kind: 'stuck', details: [`${collector.url} ${words}`] })

  const refusedBefore = answers('503')
  const letGo = await rig.holdStore()
  visitors.hurryTo(collector)
  const isFull = () => answers('503') > refusedBefore
  const becameFull = await comesTrue(isFull, { withinMs: FULL_WITHIN_MS, signal })
  visitors.hurryTo(null)
  letGo()
  if (!becameFull && !signal.aborted) stuck('has no end of room without its store')

  const takenBefore = answers('acknowledged')
  const hasRoom = () => answers('acknowledged') > takenBefore
  if (await comesTrue(hasRoom, { withinMs: ROOM_WITHIN_MS })) return
  stuck('takes nothing after its spool was full')
}
