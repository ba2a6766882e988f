import type { Breach } from './check-stored.js'
import { targetOf, type Fault } from './fault.js'
import { fillSpool } from './fill-spool.js'
import { pause } from './pause.js'
import type { Rig, SoakDatabase } from './rig.js'
import { readyOf } from './settle.js'
import type { SoakCollector } from './soak-collector.js'
import type { Visitors } from './visitors.js'

export interface FaultDeps {
  rig: Rig
  visitors: Visitors
  breaches: Breach[]
  progress: (line: string) => void
  /** Cuts every fault short; each heals what it broke all the same. */
  signal: AbortSignal
}

/** Breaks one thing and heals it again. What does not heal is a breach. */
export async function performFault(fault: Fault, deps: FaultDeps): Promise<void> {
  const { rig, signal } = deps
  switch (fault.kind) {
    case 'kill': {
      const collector = collectorAt(rig, fault.collector)
      await collector.kill()
      return comeBack(collector, fault.downMs, deps)
    }
    case 'kill_twice': {
      const collector = collectorAt(rig, fault.collector)
      await collector.kill()
      await comeBack(collector, fault.downMs, deps)
      await pause(fault.againAfterMs, signal)
      await collector.kill()
      return comeBack(collector, fault.downMs, deps)
    }
    case 'kill_while_starting': {
      const collector = collectorAt(rig, fault.collector)
      await collector.kill()
      await pause(fault.downMs, signal)
      collector.start()
      await pause(fault.againAfterMs, signal)
      await collector.kill()
      return comeBack(collector, 0, deps)
    }
    case 'restart': {
      const collector = collectorAt(rig, fault.collector)
      const beganMs = performance.now()
      const how = (await collector.stop()) ? 'cleanly' : 'by force'
      const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
      deps.progress(`${targetOf(fault)} ended ${how} after ${seconds} s`)
      return comeBack(collector, fault.downMs, deps)
    }
    case 'clock_jump': {
      const { clock } = collectorAt(rig, fault.collector)
      await clock.setOffset(fault.byMs)
      await pause(fault.forMs, signal)
      return clock.setOffset(0)
    }
    case 'full_spool':
      return fillSpool(collectorAt(rig, 0), deps)
    case 'database_stop': {
      const database = databaseOf(rig)
      await database.stop()
      await pause(fault.downMs, signal)
      return database.start()
    }
    case 'database_stand_still': {
      const goOn = databaseOf(rig).standStill()
      await pause(fault.forMs, signal)
      return goOn()
    }
    case 'line_cut':
      return databaseOf(rig).line.cut()
    case 'line_delay':
    case 'line_freeze':
    case 'line_reset': {
      const { line } = databaseOf(rig)
      line.setMode(LINE_MODES[fault.kind])
      await pause(fault.forMs, signal)
      return line.setMode('pass')
    }
  }
}

const LINE_MODES = { line_delay: 'delay', line_freeze: 'freeze', line_reset: 'reset' } as const

async function comeBack(
  collector: SoakCollector,
  downMs: number,
  { signal, breaches }: FaultDeps,
): Promise<void> {
  await pause(downMs, signal)
  // Unless it died, was told of as a breach and started by whoever heals.
  if (!collector.isRunning()) collector.start()
  breaches.push(...(await readyOf(collector)))
}

function collectorAt({ collectors }: Rig, place: number): SoakCollector {
  const collector = collectors[place]
  if (!collector) throw new Error(`the script names collector ${place}, which is none`)
  return collector
}

function databaseOf({ database, scenario }: Rig): SoakDatabase {
  if (!database) throw new Error(`the script names a database, which ${scenario} has not`)
  return database
}
