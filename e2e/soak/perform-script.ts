import { inWords, targetOf, type FaultKind } from './fault.js'
import { pause } from './pause.js'
import { performFault, type FaultDeps } from './perform-fault.js'
import type { TimedFault } from './write-fault-script.js'

/**
 * Performs each fault at its time, also in the midst of others; those of one target wait for each other. After the
 * signal none begins any more. Returns how often each kind came.
 */
export async function performScript(
  script: readonly TimedFault[],
  deps: FaultDeps,
): Promise<Map<FaultKind, number>> {
  const { signal, progress } = deps
  const counts = new Map<FaultKind, number>()
  const busy = new Map<string, Promise<void>>()
  const beganMs = performance.now()
  for (const { atMs, fault } of script) {
    await pause(beganMs + atMs - performance.now(), signal)
    if (signal.aborted) break
    // A collector whose own store is held cannot start: there one thing comes after the other.
    const target = deps.rig.database ? targetOf(fault) : 'all of it'
    const perform = async (before: Promise<void> | undefined): Promise<void> => {
      await before
      if (signal.aborted) return
      progress(inWords(fault))
      counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1)
      try {
        await performFault(fault, deps)
      } catch (error) {
        deps.breaches.push({ kind: 'stuck', details: [`${inWords(fault)}: ${String(error)}`] })
      }
    }
    busy.set(target, perform(busy.get(target)))
  }
  await Promise.all(busy.values())
  return counts
}
