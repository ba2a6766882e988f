import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Puts the text into this file below bench/results and returns its path in the repository. */
export function writeResults(name: string, text: string): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}${name}`, text)
  return `bench/results/${name}`
}
