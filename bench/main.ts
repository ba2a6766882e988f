import { setMaxListeners } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAcceptRate } from './accept-rate.js'
import { calibrate } from './calibrate.js'
import { describeMachine } from './describe-machine.js'
import { HELP, readOptions, type BenchOptions } from './options.js'
import { PARTS } from './parts.js'
import { createPostgresDatabases } from './postgres-databases.js'
import { renderLines } from './render-lines.js'
import { writeReports, type Measured } from './write-report.js'

async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2))
  if (read.kind === 'help') return console.log(HELP)
  if (read.kind === 'misuse') {
    console.error(`${read.fault}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  const { options } = read
  // Each process that a part starts is ended with this one.
  setMaxListeners(0, process)
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const machine = describeMachine(calibrate(folder))
  console.log(machine)

  const results = await measure(options, folder)
  console.log(`\n${renderLines(results.flatMap(({ result }) => result.lines))}\n`)
  for (const line of writeReports({ machine, options, results })) console.log(line)
}

async function measure(options: BenchOptions, folder: string): Promise<Measured[]> {
  const { only, seconds, rounds, short } = options
  const databases = createPostgresDatabases()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // Whoever is using what ends now is no news.
      process.on('uncaughtException', () => undefined)
      void databases.close().finally(() => process.exit(1))
    })
  }
  const acceptRate = createAcceptRate({ folder, seconds, progress: console.log })
  const results: Measured[] = []
  try {
    for (const name of only) {
      const progress = (line: string): void => console.log(`${name}: ${line}`)
      const bench = { seconds, rounds, short, folder, progress, databases, acceptRate }
      results.push({ name, result: await PARTS[name](bench) })
    }
  } finally {
    await databases.close()
  }
  return results
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
