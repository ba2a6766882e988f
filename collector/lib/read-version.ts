import { readFileSync } from 'node:fs'

/** Of this program, by its package.json. */
export function readVersion(): string {
  // Two folders up both here and in the build.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
