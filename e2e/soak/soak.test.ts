import { expect, it } from 'vitest'
import type { Scenario } from './fault.js'
import { runScenario } from './run-scenario.js'

// The short form of `npm run soak`, over the built collector: `npm run build` comes first. Leaves out most faults of a
// full run; seeds are chosen so that together they kill, restart, fill a spool and take the database away.

const SECONDS = 18
const PAUSE_MS = { min: 500, max: 1500 }

/** Start, healing and a busy machine come on top. */
const TIMEOUT_MS = 180_000

async function soak(scenario: Scenario, seed: number) {
  const lines: string[] = []
  const result = await runScenario({
    ...{ scenario, seed, seconds: SECONDS, pauseMs: PAUSE_MS },
    progress: (line) => void lines.push(line),
  })
  // The lines tell what happened before.
  expect(result.breaches, lines.join('\n')).toEqual([])
  return result
}

it(
  'one collector pays every debt through kills, restarts and a full spool',
  async () => {
    const { check, faults, totals } = await soak('embedded', 2)
    expect(check.owedFound).toBe(check.owed)
    expect(totals.acknowledged).toBeGreaterThan(100)
    expect([...faults.keys()]).toContain('kill_twice')
    expect(totals.refused['503']).toBeGreaterThan(0)
  },
  TIMEOUT_MS,
)

it(
  'three collectors pay every debt through the loss of their database and of each other',
  async () => {
    const { check, faults, totals } = await soak('postgres', 13)
    expect(check.owedFound).toBe(check.owed)
    expect(totals.acknowledged).toBeGreaterThan(100)
    expect([...faults.keys()]).toEqual(expect.arrayContaining(['database_stop', 'kill']))
  },
  TIMEOUT_MS,
)
