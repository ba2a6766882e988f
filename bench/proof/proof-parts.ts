import { REPORTS } from '../reports.js'
import type { ProofPart } from './proof-part.js'

const typescript = (file: string, ...args: string[]): ProofPart['command'] => [
  process.execPath,
  ...['--import', 'tsx', file, ...args],
]

/** The bench's parts whose figures stand in this file. */
function benchFor(file: string): ProofPart['command'] {
  const report = REPORTS.find(({ name }) => name === file)
  if (!report) throw new Error(`no part of the bench writes ${file}`)
  return typescript('bench/main.ts', '--only', report.parts.join())
}

/** In the order in which they run: what may find a fault first. A file of results is one part's. */
export const PROOF_PARTS: readonly ProofPart[] = [
  {
    name: 'soak',
    shows: 'collectors are broken, and every debt is paid',
    command: typescript('e2e/soak/main.ts'),
    writes: 'soak.md',
    usualMinutes: 5,
  },
  {
    name: 'fuzz',
    shows: 'mutated beacons break no promise',
    command: typescript('e2e/fuzz/main.ts'),
    writes: 'fuzz.md',
    usualMinutes: 10,
  },
  {
    name: 'collector',
    shows: 'what a collector accepts, stores and folds',
    command: benchFor('collector.md'),
    writes: 'collector.md',
    usualMinutes: 20,
  },
  {
    name: 'delivery',
    shows: 'what three collectors that share a quota tell Gong',
    command: benchFor('delivery.md'),
    writes: 'delivery.md',
    usualMinutes: 8,
  },
  {
    name: 'week',
    shows: 'a simulated week at five times the quota',
    command: benchFor('week.md'),
    writes: 'week.md',
    usualMinutes: 8,
  },
  {
    name: 'snippet',
    shows: 'what the script costs a page, beside others',
    command: typescript('bench/snippet/main.ts'),
    writes: 'snippet.md',
    usualMinutes: 20,
  },
]
