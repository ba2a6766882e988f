import { setMaxListeners } from 'node:events'
import type { Breach, Check } from './check-stored.js'
import { checkStored } from './check-stored.js'
import type { FaultKind, Scenario } from './fault.js'
import { createLedger } from './ledger.js'
import { openEmbedded } from './open-embedded.js'
import { openPostgres } from './open-postgres.js'
import { performScript } from './perform-script.js'
import { readFailedEvents, readStored } from './read-store.js'
import type { Rig } from './rig.js'
import { sendFreshEvents, startAll, waitForSpools, waitForStages } from './settle.js'
import { createTally, type Totals } from './tally.js'
import { startVisitors } from './visitors.js'
import { writeFaultScript } from './write-fault-script.js'

export interface ScenarioWish {
  scenario: Scenario
  seed: number
  /** For all of it, about. */
  seconds: number
  pauseMs: { min: number; max: number }
  progress: (line: string) => void
}

export interface ScenarioResult {
  scenario: Scenario
  seed: number
  seconds: number
  totals: Totals
  faults: Map<FaultKind, number>
  check: Check
  /** From the last fault's healing until all spools were empty, and until all stages were through. */
  storedAfterSeconds: number
  foldedAfterSeconds: number
  /** Those of the check too; none when all debts are paid. */
  breaches: Breach[]
}

/** Of the time, for the start and for everything to come through in the end; on a slow machine they take longer. */
const SHARE_WITHOUT_FAULTS = 1 / 3

/** Faults while visitors send, then peace, then the store held against the ledger. */
export async function runScenario(wish: ScenarioWish): Promise<ScenarioResult> {
  const { scenario, seed, seconds, progress } = wish
  const beganMs = performance.now()
  const say = (line: string): void =>
    progress(`${scenario} ${secondsSince(beganMs).toFixed(1).padStart(6)} s  ${line}`)
  const breaches: Breach[] = []
  const onDeath = (words: string): void => {
    breaches.push({ kind: 'process', details: [words] })
    say(words)
  }
  const stop = new AbortController()
  setMaxListeners(0, stop.signal) // One a visitor.
  const rig = await open(scenario, onDeath)
  try {
    breaches.push(...(await startAll(rig)))
    say(`${rig.collectors.length} collectors ready`)
    const ledger = createLedger()
    const tally = createTally()
    const visitors = startVisitors({
      ...{ seed: `${seed} ${scenario}`, collectors: rig.collectors },
      ...{ ledger, tally, breaches, signal: stop.signal },
    })

    const forMs = Math.floor(seconds * 1000 * (1 - SHARE_WITHOUT_FAULTS))
    const script = writeFaultScript({
      ...{ seed, scenario, forMs, pauseMs: wish.pauseMs },
      collectors: rig.collectors.length,
    })
    const faults = await performScript(script, {
      ...{ rig, visitors, breaches, signal: AbortSignal.timeout(forMs) },
      progress: (line) => say(`${line} (${tally.totals().acknowledged} beacons acknowledged)`),
    })

    breaches.push(...(await startAll(rig)))
    const healedMs = performance.now()
    stop.abort()
    await visitors.ended
    const totals = tally.totals()
    say(`all is healed: ${totals.acknowledged} beacons acknowledged; waiting until they are stored`)
    breaches.push(...(await waitForSpools(rig)))
    const storedAfterSeconds = secondsSince(healedMs)
    breaches.push(...(await waitForStages(rig)))
    const foldedAfterSeconds = secondsSince(healedMs)
    breaches.push(...(await sendFreshEvents(rig, ledger)))

    const check = checkStored(await readStored(rig), ledger)
    breaches.push(...check.breaches)
    const failed = await readFailedEvents(rig)
    if (failed.length > 0) breaches.push({ kind: 'failed_event', details: failed })
    const aside = rig.collectors.flatMap((collector) => collector.spoolsSetAside())
    if (aside.length > 0) breaches.push({ kind: 'process', details: aside })
    return {
      ...{ scenario, seed, seconds: secondsSince(beganMs) },
      ...{ totals, faults, check, storedAfterSeconds, foldedAfterSeconds, breaches },
    }
  } finally {
    stop.abort()
    await rig.close()
  }
}

function open(scenario: Scenario, onDeath: (words: string) => void): Promise<Rig> {
  switch (scenario) {
    case 'embedded':
      return openEmbedded(onDeath)
    case 'postgres':
      return openPostgres(onDeath)
  }
}

const secondsSince = (beganMs: number): number => (performance.now() - beganMs) / 1000
