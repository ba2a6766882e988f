import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createBreaches } from './breaches.js'
import { startCollector, type Collector } from './collector.js'
import { eventIdsOf } from './good-beacon.js'
import { judgeDisk } from './judge-disk.js'
import { judgeLogLine } from './judge-log-line.js'
import { describeMemory, judgeMemory, type MemoryLevels } from './judge-memory.js'
import { goodShot } from './make-shot.js'
import { readSettledBytes } from './memory.js'
import type { FuzzOptions } from './options.js'
import { sendBombs } from './send-bombs.js'
import { createShooter } from './shooter.js'
import { isWorkedOff, stageOf } from './stored.js'
import { createTally } from './tally.js'

export interface FuzzResult {
  breachCount: number
  /** The first of them. */
  breaches: readonly string[]
  /** What was sent, by kind, and what came back. */
  table: string
  /** What was measured, in words. */
  facts: string[]
  /** Good beacons that were answered 204. */
  acknowledged: number
  memory: MemoryLevels
}

interface RunOptions extends FuzzOptions {
  /** Empty, for the collector's data. */
  folder: string
  progress: (line: string) => void
}

/** After which a collector's memory has found its level; a run of less than twice that is not judged by it. */
export const WARM_UP = 10_000

const SHOTS_PER_LEG = 5000
const WORKED_OFF_WITHIN_MS = 300_000
const FOLDED_WITHIN_MS = 15_000
const LOOK_EVERY_MS = 200

/**
 * In which what is under way ends, and V8 collects what its threads have let go of: it does so by itself once they are
 * idle, at the latest 108 seconds after the last time. Until then the garbage in the heaps of a collector that keeps
 * nothing is a matter of chance, of some 100 MiB. What is not collected by then counts: it is as resident as any.
 * https://github.com/nodejs/node/blob/v20.20.2/deps/v8/src/heap/memory-reducer.h
 */
const REST_MS = 120_000

/**
 * Throws `count` shots at a collector of its own and judges answers, log, memory and disk. Memory is compared between
 * two rests in which no beacon waits, as the least of many looks: under load its level says more of garbage not yet
 * collected than of anything kept.
 */
export async function runFuzz({ seed, count, folder, progress }: RunOptions): Promise<FuzzResult> {
  const dataDir = join(folder, 'data')
  const breaches = createBreaches()
  const tally = createTally()
  const onLine = (line: string): void => breaches.add(judgeLogLine(line), 'log')
  const collector = await startCollector({ dataDir, onLine })
  const shooter = createShooter({ collector, seed, tally, breaches })
  const fail = (words: string): void => breaches.add([words], 'run')

  async function shoot(from: number, to: number): Promise<void> {
    for (let at = from; at < to && !collector.hasEnded(); at += SHOTS_PER_LEG) {
      const end = Math.min(at + SHOTS_PER_LEG, to)
      await shooter.shoot(at, end)
      progress(`${end} of ${count} shots, ${breaches.count()} breaches`)
    }
  }
  async function restingBytes(): Promise<number | null> {
    const workedOff = () => collector.hasEnded() || isWorkedOff(dataDir)
    if (!(await comesTrue(workedOff, WORKED_OFF_WITHIN_MS)))
      fail('the stages do not come to an end')
    if (!isLong) return null
    progress(`memory is measured, at rest for ${REST_MS / 1000} s`)
    return readSettledBytes(collector.pid, REST_MS)
  }

  const isLong = count >= 2 * WARM_UP
  await shoot(0, Math.min(WARM_UP, count))
  const warmBytes = await restingBytes()
  await shoot(WARM_UP, count)
  const bombsBytes = await sendBombs({ shooter, pid: collector.pid }, count)
  const endBytes = await restingBytes()
  const memory = { warmBytes, endBytes, bombsBytes }
  breaches.add(judgeMemory(memory), 'memory')

  await shooter.send(count, goodShot(seed, count))
  const [fresh = ''] = eventIdsOf(count, 'good')
  const isFolded = () => stageOf(dataDir, fresh) === 'folded'
  if (!(await comesTrue(isFolded, FOLDED_WITHIN_MS))) fail('a good beacon at the end is not folded')

  shooter.close()
  await endOf(collector, fail)
  breaches.add(judgeDisk(dataDir, shooter.acknowledged), 'disk')
  const facts = [
    `good beacons acknowledged, and all their events looked for on disk: ${shooter.acknowledged.length}`,
    describeMemory(memory),
  ]
  return {
    ...{ breachCount: breaches.count(), breaches: breaches.shown(), table: tally.render(), facts },
    ...{ acknowledged: shooter.acknowledged.length, memory },
  }
}

async function endOf(collector: Collector, fail: (words: string) => void): Promise<void> {
  if (collector.hasEnded()) fail('the collector ended by itself')
  const code = await collector.stop()
  if (code !== 0) fail(`the collector ended with ${code}, not 0`)
  if (collector.stderr() !== '')
    fail(`the collector wrote to its standard error: ${collector.stderr()}`)
}

async function comesTrue(isTrue: () => boolean, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_EVERY_MS) {
    if (isTrue()) return true
    await sleep(LOOK_EVERY_MS)
  }
  return isTrue()
}
