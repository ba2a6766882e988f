import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../e2e/soak/random.js'
import { whole } from '../in-words.js'
import { atMost, type Bench, type Line, type PartResult } from '../part.js'
import { renderTable } from '../render-table.js'
import type { Summary } from './start-sandbox.js'
import { startAll, withReplicas, type Replicas } from './with-replicas.js'

interface Killed {
  seconds: number
  kills: number
  queued: number
  /** Queued and never accepted. */
  missing: number
  /** Accepted and never queued. */
  strangers: number
  /** What is not delivered by the store's word at the end. */
  leftWaiting: number
  summary: Summary
  drainedAfterSeconds: number
}

const SEED = '20261122 kills'
const CALLS_PER_SECOND = 20
const KILL_EVERY_MS = 5000

/** How long an answer takes, so that kills hit calls that are under way. */
const ANSWER_AFTER_MS = 150

/** A killed process's lanes are claimed again once their leases have ended, 20 s later. */
const DRAINED_WITHIN_SECONDS = 180

/** Whether what is queued is told once and only once, whatever happens to those who tell it. */
export async function measureKills(bench: Bench): Promise<PartResult> {
  const seconds = bench.short ? 30 : 180
  // About as many as can be told in that time.
  const count = Math.round(CALLS_PER_SECOND * seconds * 0.8)
  const killed = await withReplicas(
    { bench, callsPerSecond: CALLS_PER_SECOND, count },
    (replicas) => killOneByOne({ replicas, seconds, bench }),
  )
  return { lines: linesOf(killed), details: render(killed) }
}

async function killOneByOne(order: {
  replicas: Replicas
  seconds: number
  bench: Bench
}): Promise<Killed> {
  const { replicas, seconds, bench } = order
  const { collectors, sandbox, store, queued } = replicas
  await sandbox.addFault({ kind: 'slow', count: 1_000_000, delayMs: ANSWER_AFTER_MS })
  await startAll(collectors)
  const random = createRandom(SEED)
  const startMs = performance.now()
  const elapsedSeconds = (): number => (performance.now() - startMs) / 1000
  let kills = 0
  while (elapsedSeconds() + KILL_EVERY_MS / 1000 <= seconds) {
    await sleep(KILL_EVERY_MS)
    const victim = collectors[random.whole(0, collectors.length - 1)]
    await victim?.kill()
    victim?.start()
    kills++
    const { accepted } = await sandbox.summary()
    bench.progress(`${kills} killed, ${whole(accepted)} of ${whole(queued.length)} accepted`)
  }
  while ((await store.countPending(1)) > 0 && elapsedSeconds() < seconds + DRAINED_WITHIN_SECONDS) {
    await sleep(1000)
  }
  const wanted = new Set(queued.map(({ gongEventId }) => gongEventId))
  const accepted = new Set((await sandbox.accepted()).map((call) => idOf(call)))
  const killed: Killed = {
    ...{ seconds, kills, queued: queued.length },
    missing: [...wanted].filter((id) => !accepted.has(id)).length,
    strangers: [...accepted].filter((id) => !wanted.has(id)).length,
    leftWaiting: await store.countPending(queued.length),
    summary: await sandbox.summary(),
    drainedAfterSeconds: elapsedSeconds(),
  }
  bench.progress(
    `${whole(killed.missing)} missing, ${killed.summary.duplicates} told twice and answered 409`,
  )
  return killed
}

function idOf({ body }: { body: object }): string {
  return 'eventId' in body ? String(body.eventId) : ''
}

function linesOf({ queued, missing, strangers, kills, summary }: Killed): Line[] {
  const most = summary.mostInOneSecond / CALLS_PER_SECOND
  const wrong = missing + strangers
  const { conflictsWithOtherContent: conflicts } = summary
  return [
    {
      what: `interactions lost by ${kills} kills of one of three`,
      figure: `${whole(wrong)} interactions`,
      calibration: `queued ${whole(queued)}`,
      ratio: wrong / queued,
      goal: atMost(0, wrong),
    },
    {
      what: 'ids told with two contents',
      figure: `${whole(conflicts)} ids`,
      calibration: `repeats ${whole(summary.duplicates)}`,
      ratio: conflicts / queued,
      goal: atMost(0, conflicts),
    },
    {
      what: 'most calls in any second among kills',
      figure: `${summary.mostInOneSecond} calls`,
      calibration: `allowed ${CALLS_PER_SECOND}`,
      ratio: most,
      goal: atMost(1, most),
    },
  ]
}

function render(killed: Killed): string {
  const { seconds, kills, queued, missing, strangers, leftWaiting, summary } = killed
  const refused = Object.entries(summary.refusedByStatus).map(
    ([status, count]) => `${status}: ${whole(count)}`,
  )
  return `## kills

${renderTable([
  ['', 'count'],
  ['queued', whole(queued)],
  ['kills', whole(kills)],
  ['calls that reached the sandbox', whole(summary.calls)],
  ['accepted, each id once', whole(summary.accepted)],
  ['repeats of an accepted one, answered 409', whole(summary.duplicates)],
  ['of these with another content', whole(summary.conflictsWithOtherContent)],
  ['missing', whole(missing)],
  ['accepted and never queued', whole(strangers)],
  ['still waiting in the store at the end', whole(leftWaiting)],
  ['most calls in any rolling second', whole(summary.mostInOneSecond)],
  ['refused by status', refused.join(', ') || 'none'],
])}

Three built collectors on one PostgreSQL database, ${CALLS_PER_SECOND} calls/s between them; every ${KILL_EVERY_MS / 1000} s for ${seconds} s one of them, by chance
(seed ${SEED}), is ended by kill -9 and started anew. The sandbox decides a call at once and answers ${ANSWER_AFTER_MS} ms later, so
that kills hit calls that it has accepted and whose answer nobody hears: those come again once the lease has ended, and
are answered 409. All was told ${whole(killed.drainedAfterSeconds)} s after the start.
`
}
