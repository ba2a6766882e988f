import { PRIORITIES } from '../../collector/store/priority.js'
import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import { playDay } from '../day/play-day.js'
import { whole } from '../in-words.js'
import { atLeast, atMost, type Bench, type Line, type PartResult } from '../part.js'
import { onNewTarget } from '../targets.js'
import { liveWeek, type LivedWeek } from './live-week.js'
import { readDemand } from './read-demand.js'
import type { Reckoning } from './reckon.js'
import { renderWeek } from './render-week.js'
import { RULES, type Rules } from './rules.js'
import { writeWeek } from './write-week.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Always the same week. Fewer visitors at its end. */
const WEEK = {
  seed: 20_261_116,
  startMs: Date.parse('2026-11-16T00:00:00Z'),
  visitorsByDay: [700, 700, 700, 700, 700, 250, 250],
}
const END_MS = WEEK.startMs + 7 * DAY_MS

const TIMES_THE_QUOTA = 5

/** What is told when there is five times as much as may be told. */
export async function measureWeek(bench: Bench): Promise<PartResult> {
  const beacons = writeWeek(WEEK)
  bench.progress(`a week of ${whole(beacons.length)} events is written`)
  const weeks: LivedWeek[] = []
  for (const rules of RULES) weeks.push(await liveBy({ bench, rules, beacons }))
  return {
    lines: weeks.flatMap(linesOf),
    details: renderWeek(weeks, { week: WEEK, events: beacons.length, times: TIMES_THE_QUOTA }),
  }
}

async function liveBy(order: {
  bench: Bench
  rules: Rules
  beacons: readonly SpooledBeacon[]
}): Promise<LivedWeek> {
  const { bench, rules, beacons } = order
  const { config } = rules
  const onSqlite = <T>(use: (target: string) => Promise<T>): Promise<T> =>
    onNewTarget({ engine: 'SQLite', bench }, use)
  const ready = await onSqlite(async (target) => {
    await playDay(target, beacons, config)
    return readDemand(target)
  })
  // What ends after Sunday's midnight is of the next week.
  const arrivals = ready.filter(({ atMs }) => atMs < END_MS)
  const callsPerDay = Math.round(arrivals.length / 7 / TIMES_THE_QUOTA)
  const quota = { callsPerSecond: 3, callsPerDay }
  bench.progress(
    `${rules.name}: ${whole(arrivals.length)} interactions for a quota of ${callsPerDay} calls a day`,
  )
  return onSqlite((target) =>
    liveWeek({
      ...{ target, arrivals, startMs: WEEK.startMs, endMs: END_MS, rules, quota },
      onDay: (words) => bench.progress(`${rules.name}, ${words}`),
    }),
  )
}

function linesOf({ rules, byValue, byArrival, played, callsPerDay }: LivedWeek): Line[] {
  const arrived = ({ itself, inDigest }: Reckoning): number => itself + inDigest
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  const arrivals = PRIORITIES.map((priority): Line => {
    const [own, queue] = [arrived(byValue[priority]), arrived(byArrival[priority])]
    return {
      what: `of ${priority} priority told in a week, ${rules.name}`,
      figure: percent(own),
      calibration: `first in, first out ${percent(queue)}`,
      ratio: own / queue,
      goal: priority === 'high' ? atLeast(1, own / queue) : null,
    }
  })
  const { accepted, mostInOneDay, calls, refusedByStatus } = played.summary
  const high = byValue.high.count * arrived(byValue.high)
  const possible = Math.min(byValue.high.count, accepted)
  const refused = Object.values(refusedByStatus).reduce((sum, each) => sum + each, 0)
  return [
    ...arrivals,
    {
      what: `of high priority for which there were calls, ${rules.name}`,
      figure: `${whole(high)} told`,
      calibration: `calls for ${whole(possible)}`,
      ratio: high / possible,
      goal: atLeast(0.9, high / possible),
    },
    {
      what: `calls that the sandbox refused, ${rules.name}`,
      figure: `${whole(refused)} calls`,
      calibration: `of ${whole(calls)}`,
      ratio: refused / calls,
      goal: atMost(0, refused),
    },
    {
      what: `most calls in any 24 h, ${rules.name}`,
      figure: `${whole(mostInOneDay)} calls`,
      calibration: `budget ${whole(callsPerDay)}`,
      ratio: mostInOneDay / callsPerDay,
      goal: atMost(1, mostInOneDay / callsPerDay),
    },
  ]
}
