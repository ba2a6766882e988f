import { setTimeout as sleep } from 'node:timers/promises'
import { whole } from '../in-words.js'
import { atLeast, atMost, type Bench, type Line, type PartResult } from '../part.js'
import { renderTable } from '../render-table.js'
import { startAll, withReplicas } from './with-replicas.js'

interface Saturation {
  callsPerSecond: number
  seconds: number
  calls: number
  mostInOneSecond: number
  refused: number
}

/** Gong's own rate, and one that no process could mistake for a trickle. */
const RATES = [3, 30] as const

/** Starting is no steady state. */
const WARM_UP_MS = 3000

/** Whether three processes that share one quota leave any of it unused, or use too much of it. */
export async function measureSaturation(bench: Bench): Promise<PartResult> {
  const seconds = bench.short ? 15 : 60
  const all: Saturation[] = []
  for (const callsPerSecond of RATES) all.push(await saturate({ bench, callsPerSecond, seconds }))
  return { lines: all.flatMap(linesOf), details: render(all) }
}

async function saturate(order: {
  bench: Bench
  callsPerSecond: number
  seconds: number
}): Promise<Saturation> {
  const { bench, callsPerSecond, seconds } = order
  // Enough for the start and the end, too.
  const count = callsPerSecond * (seconds + 30)
  return withReplicas({ bench, callsPerSecond, count }, async ({ collectors, sandbox }) => {
    await startAll(collectors)
    await sleep(WARM_UP_MS)
    // By this machine's clock, which is the sandbox's too.
    const fromMs = Date.now()
    await sleep(seconds * 1000)
    const untilMs = fromMs + seconds * 1000
    const received = (await sandbox.calls()).map(({ receivedAtMs }) => receivedAtMs)
    const calls = received.filter((atMs) => fromMs <= atMs && atMs < untilMs).length
    const { mostInOneSecond, refusedByStatus } = await sandbox.summary()
    const refused = Object.values(refusedByStatus).reduce((sum, each) => sum + each, 0)
    bench.progress(
      `${callsPerSecond} calls/s: ${whole(calls)} of ${whole(callsPerSecond * seconds)}, at most ${mostInOneSecond} in a second`,
    )
    return { callsPerSecond, seconds, calls, mostInOneSecond, refused }
  })
}

function linesOf({ callsPerSecond, seconds, calls, mostInOneSecond }: Saturation): Line[] {
  const possible = callsPerSecond * seconds
  const share = calls / possible
  const most = mostInOneSecond / callsPerSecond
  return [
    {
      what: `permits used by three processes, ${callsPerSecond} calls/s`,
      figure: `${whole(calls)} calls`,
      calibration: `possible ${whole(possible)}`,
      ratio: share,
      goal: atLeast(0.97, share),
    },
    {
      what: `most calls in any second, ${callsPerSecond} calls/s`,
      figure: `${mostInOneSecond} calls`,
      calibration: `allowed ${callsPerSecond}`,
      ratio: most,
      goal: atMost(1, most),
    },
  ]
}

function render(all: readonly Saturation[]): string {
  return `## saturation

${renderTable([
  ['', 'seconds', 'calls', 'of those possible', 'most in a second', 'refused'],
  ...all.map(({ callsPerSecond, seconds, calls, mostInOneSecond, refused }) => [
    `${callsPerSecond} calls/s`,
    String(seconds),
    whole(calls),
    `${((100 * calls) / (callsPerSecond * seconds)).toFixed(1)} %`,
    String(mostInOneSecond),
    String(refused),
  ]),
])}

Three built collectors (\`TAMTAM_ROLE=work\`) on one PostgreSQL database in which more waits than they can send, and the
sandbox in a process of its own, whose quota is wide open, so that it only counts: by its clock, over any rolling second
since the first call, and over so many seconds from ${WARM_UP_MS / 1000} s after the last process was ready. A call holds its place until
1,005 ms after its answer, so that what the calls themselves last is what is missing.
`
}
