import { renderTable } from '../render-table.js'
import { expectMinutes } from './expect-minutes.js'
import { clockTime, inMinutes } from './in-minutes.js'
import type { ProofPart } from './proof-part.js'
import { runPart, type Outcome } from './run-part.js'

export interface Proof {
  parts: readonly ProofPart[]
  folder: string
  resultsFolder: string
  signal: AbortSignal
  say: (line: string) => void
  graceMs?: number
}

interface Ended {
  name: string
  outcome: Outcome
  tookMs: number
}

/** An embedded PostgreSQL takes some seconds to end. */
const GRACE_MS = 20_000
const SAY_EVERY_MS = 60_000

/** Runs the parts one after the other, also after one that failed, and returns whether all came to their end. */
export async function prove(proof: Proof): Promise<boolean> {
  const { parts, signal, say } = proof
  const minutesOf = new Map(
    parts.map((part) => [part.name, expectMinutes(part, proof.resultsFolder)]),
  )
  const allMinutes = [...minutesOf.values()].reduce((sum, each) => sum + each, 0)
  say(`${parts.length} parts, about ${allMinutes} min in all:`)
  for (const { name, shows } of parts)
    say(`  ${name.padEnd(10)} about ${String(minutesOf.get(name)).padStart(2)} min  ${shows}`)

  const beganMs = performance.now()
  const ended: Ended[] = []
  for (const [at, part] of parts.entries()) {
    const title = `[${at + 1}/${parts.length}] ${part.name}`
    const partBeganMs = performance.now()
    const sinceMs = (): number => performance.now() - partBeganMs
    const usual = `about ${minutesOf.get(part.name)} min`
    if (!signal.aborted) say(`\n${title}: ${part.shows}, ${usual}`)
    const timer = setInterval(() => {
      const all = inMinutes(performance.now() - beganMs)
      say(`${title}: ${inMinutes(sinceMs())} of ${usual}; in all ${all} of about ${allMinutes} min`)
    }, SAY_EVERY_MS)
    const outcome = await runPart({
      ...{ part, folder: proof.folder, resultsFolder: proof.resultsFolder, signal },
      onLine: (line) => say(`  ${clockTime(sinceMs())}  ${line}`),
      graceMs: proof.graceMs ?? GRACE_MS,
    })
    clearInterval(timer)
    const tookMs = sinceMs()
    ended.push({ name: part.name, outcome, tookMs })
    say(`${title}: ${inWords(outcome)}, after ${inMinutes(tookMs)}`)
  }
  say(`\n${summaryOf(ended)}`)
  return ended.every(({ outcome }) => outcome.kind === 'done')
}

function summaryOf(ended: readonly Ended[]): string {
  return renderTable([
    ['part', 'came to', 'took'],
    ...ended.map(({ name, outcome, tookMs }) => [name, inWords(outcome), inMinutes(tookMs)]),
  ])
}

function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return 'done'
    case 'failed':
      return `FAILED (${outcome.reason})`
    case 'stopped':
      return 'stopped'
  }
}
