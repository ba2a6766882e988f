import { COLLECTOR_PACKAGES, describeVersions } from '../../bench/describe-versions.js'
import { whole } from '../../bench/in-words.js'
import { atMost, type Line } from '../../bench/part.js'
import { renderLines } from '../../bench/render-lines.js'
import { renderHead } from '../../bench/report-head.js'
import { writeResults } from '../../bench/write-results.js'
import { MAX_GROWTH_BYTES } from './judge-memory.js'
import type { FuzzOptions } from './options.js'
import { WARM_UP, type FuzzResult } from './run-fuzz.js'

interface Report {
  machine: string
  options: FuzzOptions
  result: FuzzResult
}

const MIB = 1024 * 1024

/** Writes bench/results/fuzz.md, also when a promise was broken, and returns its path. */
export function writeReport(report: Report): string {
  return writeResults('fuzz.md', renderReport(report))
}

export function renderReport({ machine, options, result }: Report): string {
  const { count, seed } = options
  const { breachCount, breaches, facts, table } = result
  const head = renderHead({
    title: 'Mutated beacons thrown at the collector',
    command: `npm run fuzz -- --count ${count} --seed ${seed}`,
    facts: [machine, describeVersions(COLLECTOR_PACKAGES)],
  })
  const verdict =
    breachCount === 0
      ? `Seed ${seed}: the collector kept its promises.`
      : [`Seed ${seed}: ${breachCount} breaches.`, ...breaches].join('\n\n')
  return `${head}

${renderLines(linesOf(count, result))}

${verdict}

${facts.map((fact) => `- ${fact}`).join('\n')}

## shots

${table}

Every answer, the log, the memory and the disk of the built collector are judged: what the kinds are and what is a breach
stands in e2e/fuzz. Memory is compared between two rests, after the first ${whole(WARM_UP)} shots and at the end. Which
shots are made follows from the seed.
`
}

function linesOf(count: number, { breachCount, acknowledged, memory }: FuzzResult): Line[] {
  const { warmBytes, endBytes } = memory
  const breaches = {
    what: 'promises broken',
    figure: `${whole(breachCount)} breaches`,
    calibration: `shots ${whole(count)}`,
    ratio: breachCount / count,
    goal: atMost(0, breachCount),
  }
  const good = {
    what: 'good beacons that were answered 204, and looked for on disk',
    figure: `${whole(acknowledged)} beacons`,
    calibration: `shots ${whole(count)}`,
    ratio: acknowledged / count,
    goal: null,
  }
  if (warmBytes === null || endBytes === null) return [breaches, good]
  const grown = {
    what: 'memory at rest, in the end',
    figure: `${whole(endBytes / MIB)} MiB`,
    calibration: `after the warm-up ${whole(warmBytes / MIB)} MiB`,
    ratio: endBytes / warmBytes,
    goal: {
      words: `at most ${MAX_GROWTH_BYTES / MIB} MiB more`,
      isMet: endBytes - warmBytes <= MAX_GROWTH_BYTES,
    },
  }
  return [breaches, good, grown]
}
