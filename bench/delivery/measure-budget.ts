import { budgetOf, type Budget } from '../../collector/deliver/budget.js'
import { DEFAULT_CONFIG_FILE } from '../../collector/lib/config-file.js'
import { PRIORITIES, urgencyOf } from '../../collector/store/priority.js'
import type { Priority } from '../../collector/store/tables.js'
import { createRollingCount } from '../../demo-site/gong-sandbox/rolling-count.js'
import { whole } from '../in-words.js'
import { atMost, type Bench, type Line, type PartResult } from '../part.js'
import { renderTable } from '../render-table.js'
import { onNewTarget } from '../targets.js'
import { playDelivery, type Played, type Received } from './play-delivery.js'
import { readTold, type Told } from './read-told.js'
import { writeDemand } from './write-demand.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const SEED = '20261122 budget'
const DAYS = 3
const PEOPLE = 400

/** High alone stays below what is kept for it; all together is three times the budget. */
const PER_DAY: Record<Priority, number> = { high: 220, normal: 900, low: 1300 }

/** Its second day has 25 hours in Berlin. */
const START_MS = Date.parse('2026-10-24T00:00:00+02:00')
const QUOTA = { callsPerSecond: 3, callsPerDay: 1000 }
const BUDGET: Budget = budgetOf(
  QUOTA,
  {
    share: 0.8,
    reserve: { high: 0.3, normal: 0.6 },
    businessDay: { fromMinutes: 8 * 60, toMinutes: 18 * 60, timeZone: 'Europe/Berlin' },
  },
  true,
)

/** Whether a day's calls are ever more than the budget, and whether what matters waits for what does not. */
export async function measureBudget(bench: Bench): Promise<PartResult> {
  const arrivals = writeDemand({
    ...{ seed: SEED, startMs: START_MS, days: DAYS, people: PEOPLE, perDay: PER_DAY },
  })
  const { played, told } = await onNewTarget({ engine: 'SQLite', bench }, async (target) => {
    const played = await playDelivery({
      ...{ target, arrivals, budget: BUDGET, quota: QUOTA, companyName: 'Example' },
      ...{ startMs: START_MS, endMs: START_MS + DAYS * DAY_MS, onDay: bench.progress },
      sites: DEFAULT_CONFIG_FILE.sites,
    })
    return { played, told: readTold(target) }
  })
  const most = mostInParts(played.received, told)
  const waits = Object.fromEntries(
    PRIORITIES.map((priority) => [priority, longestWaitMs(told, priority)]),
  ) as Record<Priority, number> // One of each.
  return { lines: linesOf({ played, most, waits }), details: render({ played, told, most, waits }) }
}

interface Measured {
  played: Played
  /** In any rolling 24 hours, of this priority and lower ones. */
  most: Record<Priority, number>
  waits: Record<Priority, number>
}

function mostInParts(
  received: readonly Received[],
  told: readonly Told[],
): Record<Priority, number> {
  const priorityOf = new Map(told.map(({ gongEventId, priority }) => [gongEventId, priority]))
  const most = { high: 0, normal: 0, low: 0 }
  const counts = { high: rollingDay(), normal: rollingDay(), low: rollingDay() }
  for (const { gongEventId, atMs } of received) {
    const own = urgencyOf(priorityOf.get(gongEventId) ?? 'high')
    for (const priority of PRIORITIES.slice(0, own + 1)) {
      most[priority] = Math.max(most[priority], counts[priority].add(atMs))
    }
  }
  return most
}

const rollingDay = () => createRollingCount(DAY_MS)

/** Of those that were told, and of those that were not until the end. */
function longestWaitMs(told: readonly Told[], priority: Priority): number {
  const endMs = START_MS + DAYS * DAY_MS
  return told
    .filter((each) => each.priority === priority && each.state !== 'shed' && !each.isDigest)
    .reduce((most, each) => Math.max(most, (each.toldAtMs ?? endMs) - each.readyAtMs), 0)
}

function linesOf({ played, most, waits }: Measured): Line[] {
  const { mostInOneDay } = played.summary
  const inDay = mostInOneDay / BUDGET.callsPerDay
  const partLines = (['normal', 'low'] as const).map((priority): Line => {
    const ratio = most[priority] / BUDGET.parts[priority]
    return {
      what: `most calls in any 24 h, ${priority === 'normal' ? 'normal and low' : 'low'}`,
      figure: `${whole(most[priority])} calls`,
      calibration: `part ${whole(BUDGET.parts[priority])}`,
      ratio,
      goal: atMost(1, ratio),
    }
  })
  const minutes = waits.high / MINUTE_MS
  return [
    {
      what: 'most calls in any 24 h of three days',
      figure: `${whole(mostInOneDay)} calls`,
      calibration: `budget ${whole(BUDGET.callsPerDay)}`,
      ratio: inDay,
      goal: atMost(1, inDay),
    },
    ...partLines,
    {
      what: 'longest wait of high priority over budget',
      figure: `${minutes.toFixed(2)} min`,
      calibration: `normal ${whole(waits.normal / MINUTE_MS)} min`,
      ratio: waits.high / waits.normal,
      goal: { words: 'at most 1 min', isMet: minutes <= 1 },
    },
  ]
}

function render({ played, told, most, waits }: Measured & { told: readonly Told[] }): string {
  const count = (priority: Priority, test: (each: Told) => boolean): string =>
    whole(told.filter((each) => each.priority === priority && test(each)).length)
  const { summary } = played
  return `## budget

${renderTable([
  [
    ...['', 'arrived', 'told', 'in a digest', 'shed', 'waiting'],
    ...['longest wait h', 'most in 24 h', 'part'],
  ],
  ...PRIORITIES.map((priority) => [
    priority,
    count(priority, ({ isDigest }) => !isDigest),
    count(priority, (each) => each.state === 'delivered' && !each.inDigest && !each.isDigest),
    count(priority, ({ state, inDigest }) => state === 'delivered' && inDigest),
    count(priority, ({ state, isDigest }) => state === 'shed' && !isDigest),
    count(priority, ({ state, isDigest }) => state === 'pending' && !isDigest),
    (waits[priority] / (60 * MINUTE_MS)).toFixed(2),
    whole(most[priority]),
    whole(BUDGET.parts[priority]),
  ]),
])}

One process on SQLite, whose clock is turned, as is the sandbox's, over three days from 2026-10-24 in Berlin, of which the
second has 25 hours (seed ${SEED}): people's interactions become ready as busily as they read, ${whole(Object.values(PER_DAY).reduce((sum, each) => sum + each))} a day,
against ${whole(QUOTA.callsPerDay)} calls a day of Gong's, of which ${whole(BUDGET.callsPerDay)} are ours. A part is what a priority and those below it may use in
any rolling 24 hours; the most is of calls that reached the sandbox, by its clock. Refused: ${Object.values(summary.refusedByStatus).reduce((sum, each) => sum + each, 0)} of ${whole(summary.calls)} calls.
Who was not told by the end has waited until then.
`
}
