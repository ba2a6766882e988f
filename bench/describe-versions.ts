import { readFileSync } from 'node:fs'
import { z } from 'zod'

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/** One line: which versions of these packages this repository asks for. */
export function describeVersions(packages: readonly string[]): string {
  const path = new URL('../package.json', import.meta.url)
  const { dependencies, devDependencies } = packageFile.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  )
  const all = { ...dependencies, ...devDependencies }
  return packages.map((name) => `${name} ${all[name] ?? 'unknown'}`).join(', ')
}

/** What the collector under test is made of. */
export const COLLECTOR_PACKAGES = ['hono', '@hono/node-server', 'libsql', 'kysely', 'pg', 'zod']
