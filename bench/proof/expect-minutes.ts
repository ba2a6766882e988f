import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProofPart } from './proof-part.js'

/** As long as it took the last time, by its results; else as it is usual. */
export function expectMinutes(part: ProofPart, resultsFolder: string): number {
  const results = join(resultsFolder, part.writes)
  const text = existsSync(results) ? readFileSync(results, 'utf8') : ''
  const [, minutes] = /^Written by .*, in (\d+) min/m.exec(text) ?? []
  return minutes === undefined ? part.usualMinutes : Number(minutes)
}
