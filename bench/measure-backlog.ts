import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../demo-site/free-port.js'
import { whole } from './in-words.js'
import { median } from './median.js'
import type { Bench, Line, PartResult } from './part.js'
import { renderTable } from './render-table.js'
import { fillSpool } from './spooled-beacons.js'
import { startCollector } from './start-subjects.js'

interface Start {
  readyMs: number
  memoryMiB: number
}

interface Round {
  empty: Start
  full: Start
}

const BEACONS = 1_000_000
const MEMORY_AFTER_MS = 20_000
const MAX_MORE_MIB = 64
const MAX_READY_MS = 2000
const POLL_MS = 5

/** What a long outage costs the process that waits: a spool that is full while PostgreSQL is not there. */
export async function measureBacklog(bench: Bench): Promise<PartResult> {
  const [empty, full] = ['empty', 'full'].map((name) => join(bench.folder, name))
  if (!empty || !full) throw new Error('no folders')
  mkdirSync(full)
  fillSpool(join(full, 'spool.db'), BEACONS)
  bench.progress(`a spool of ${whole(BEACONS)} beacons is made`)
  const rounds: Round[] = []
  for (let number = 1; number <= bench.rounds; number++) {
    const round = { empty: await start(empty), full: await start(full) }
    rmSync(empty, { recursive: true })
    rounds.push(round)
    bench.progress(
      `round ${number} of ${bench.rounds}: ready after ${whole(round.full.readyMs)} ms, with none ${whole(round.empty.readyMs)}; ${whole(round.full.memoryMiB)} MiB, with none ${whole(round.empty.memoryMiB)}`,
    )
  }
  rmSync(full, { recursive: true })
  return { lines: linesOf(rounds), details: render(rounds) }
}

/** Nothing listens where this collector's database is said to be. */
async function start(dataDir: string): Promise<Start> {
  const startMs = performance.now()
  const collector = await startCollector(dataDir, {
    environment: { DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` },
    expectedEvents: ['stage_failed'],
  })
  while (!(await fetch(`${collector.url}/readyz`)).ok) await sleep(POLL_MS)
  const readyMs = performance.now() - startMs
  await sleep(MEMORY_AFTER_MS)
  const memoryMiB = residentMiB(collector.pid)
  await collector.stop()
  return { readyMs, memoryMiB }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function residentMiB(pid: number): number {
  const [, kibibytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1024
}

function linesOf(rounds: readonly Round[]): Line[] {
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  const moreMiB = of(({ empty, full }) => full.memoryMiB - empty.memoryMiB)
  const readyMs = of(({ full }) => full.readyMs)
  return [
    {
      what: `memory with ${whole(BEACONS)} beacons spooled`,
      figure: `${whole(of(({ full }) => full.memoryMiB))} MiB`,
      calibration: `none ${whole(of(({ empty }) => empty.memoryMiB))} MiB`,
      ratio: of(({ empty, full }) => full.memoryMiB / empty.memoryMiB),
      goal: { words: `at most ${MAX_MORE_MIB} MiB more`, isMet: moreMiB <= MAX_MORE_MIB },
    },
    {
      what: `start with ${whole(BEACONS)} beacons spooled`,
      figure: `${whole(readyMs)} ms`,
      calibration: `none ${whole(of(({ empty }) => empty.readyMs))} ms`,
      ratio: of(({ empty, full }) => full.readyMs / empty.readyMs),
      goal: { words: `at most ${whole(MAX_READY_MS)} ms`, isMet: readyMs <= MAX_READY_MS },
    },
  ]
}

function render(rounds: readonly Round[]): string {
  const row = (words: string, of: keyof Round): string[] => [
    words,
    whole(median(rounds.map((round) => round[of].readyMs))),
    whole(median(rounds.map((round) => round[of].memoryMiB))),
  ]
  return `## backlog

${renderTable([
  ['', 'ready after ms', 'resident MiB'],
  row('nothing spooled', 'empty'),
  row(`${whole(BEACONS)} beacons spooled`, 'full'),
])}

The built collector with \`DATABASE_URL\` at a port at which nothing listens, and a spool of one event a beacon that lies in
the page cache. Ready is from the start of the process to the first 200 of /readyz; memory is VmRSS ${MEMORY_AFTER_MS / 1000} s later.
`
}
