import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fillBacklog, readBacklog } from './backlog.js'
import { whole } from './in-words.js'
import { WARM_UP_SECONDS, type LoadResult } from './load.js'
import { median } from './median.js'
import { atMost, type Bench, type Line, type PartResult } from './part.js'
import { renderTable } from './render-table.js'
import { runLoad } from './run-load.js'
import type { RunningServer } from './start-server.js'
import { startBareHono, startCollector } from './start-subjects.js'

interface Round {
  bare: LoadResult
  collector: LoadResult
  stitching: LoadResult
  /** Events of the backlog that were in no interaction yet when the load ended. */
  unfolded: number
}

const BACKLOG_EVENTS = 100_000

/** How long a beacon waits for its answer at half of what the collector can take, with and without work behind it. */
export async function measureHalfLoad(bench: Bench): Promise<PartResult> {
  const rate = (await bench.acceptRate.read()) / 2
  const template = join(bench.folder, 'backlog')
  mkdirSync(template)
  await fillBacklog(join(template, 'store.db'), BACKLOG_EVENTS)
  bench.progress(`a backlog of ${whole(BACKLOG_EVENTS)} events is made`)
  const rounds: Round[] = []
  for (let number = 1; number <= bench.rounds; number++) {
    const progress = (line: string): void =>
      bench.progress(`round ${number} of ${bench.rounds}, ${whole(rate)} beacons/s: ${line}`)
    rounds.push(await runRound({ ...bench, progress, rate, template }))
  }
  rmSync(template, { recursive: true })
  return { lines: linesOf(rounds), details: render(rounds, { ...bench, rate }) }
}

/** `template` is a data folder with the backlog. */
async function runRound(options: Bench & { rate: number; template: string }): Promise<Round> {
  const { folder, seconds, progress, rate, template } = options
  const dataDir = join(folder, 'data')
  const measure = async (subject: string, server: RunningServer): Promise<LoadResult> => {
    const load = await runLoad({
      subject,
      url: server.url,
      eventsPerBeacon: 1,
      arrivalsPerSecond: rate,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds,
    })
    await server.stop()
    progress(`${subject} had a p99 of ${load.p99Ms.toFixed(1)} ms`)
    return load
  }

  const bare = await measure('bare Hono', await startBareHono())
  const collector = await measure('the collector', await startCollector(dataDir))
  rmSync(dataDir, { recursive: true })
  cpSync(template, dataDir, { recursive: true })
  const subject = 'the collector with a backlog'
  const stitching = await measure(subject, await startCollector(dataDir))
  const unfolded = readBacklog(join(dataDir, 'store.db'))
  rmSync(dataDir, { recursive: true })
  return { bare, collector, stitching, unfolded }
}

function linesOf(rounds: readonly Round[]): Line[] {
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  const line = (what: string, figure: keyof Round & ('collector' | 'stitching')): Line => {
    const besides = figure === 'collector' ? 'bare' : 'collector'
    const ratio = of((round) => round[figure].p99Ms / round[besides].p99Ms)
    const words = besides === 'bare' ? 'bare Hono' : 'without'
    return {
      what,
      figure: `${of((round) => round[figure].p99Ms).toFixed(1)} ms`,
      calibration: `${words} ${of((round) => round[besides].p99Ms).toFixed(1)} ms`,
      ratio,
      goal: figure === 'collector' ? null : atMost(1.25, ratio),
    }
  }
  return [
    line('p99 at half load', 'collector'),
    line('p99 at half load while a backlog is stitched', 'stitching'),
  ]
}

function render(
  rounds: readonly Round[],
  { seconds, rate }: { seconds: number; rate: number },
): string {
  const row = (words: string, loadOf: (round: Round) => LoadResult): string[] => [
    words,
    median(rounds.map((round) => loadOf(round).p50Ms)).toFixed(1),
    median(rounds.map((round) => loadOf(round).p99Ms)).toFixed(1),
  ]
  const left = rounds.map(({ unfolded }) => unfolded)
  return `## half-load

${renderTable([
  ['', 'p50 ms', 'p99 ms'],
  row('bare Hono', ({ bare }) => bare),
  row('collector', ({ collector }) => collector),
  row('collector with a backlog', ({ stitching }) => stitching),
])}

${whole(rate)} beacons/s of one event, half of what the collector accepts at full load, come due at a constant rate for ${seconds} s,
whatever becomes of earlier ones; ${WARM_UP_SECONDS} s of the same before warm the server up, and all of these are answered first. A
latency runs from when its beacon was due, so a server that stands still is charged with all that waits meanwhile; up to
1 ms of each is the generator's timer. The backlog is ${whole(BACKLOG_EVENTS)} events in the store that nothing has been made of yet.
Of these ${whole(Math.min(...left))} to ${whole(Math.max(...left))} were still in no interaction when the load ended${Math.min(...left) === 0 ? ': the stages had run out of work before' : ''}.
`
}
