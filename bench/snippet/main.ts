import { describeThisMachine } from '../describe-this-machine.js'
import { installPeers } from './install-peers.js'
import { measureAll } from './measure-all.js'
import { openBrowser } from './open-browser.js'
import { HELP, readOptions, type BenchOptions } from './options.js'
import { renderRatios } from './render-ratios.js'
import { renderCosts, renderTraffic } from './render-tables.js'
import type { Subject } from './subject.js'
import { blankPage, calibrationLoop, subjects } from './subjects.js'
import { writeReport } from './write-report.js'

/** What the snippet costs a page and sends, beside other scripts, in the same run. */
async function main(): Promise<void> {
  const known = Object.keys(subjects)
  const read = readOptions(process.argv.slice(2), known)
  if (read.kind === 'help') return console.log(HELP.replace('SUBJECTS', known.join(', ')))
  if (read.kind === 'misuse') {
    console.error(`${read.fault}\n\n${HELP.replace('SUBJECTS', known.join(', '))}`)
    process.exitCode = 2
    return
  }
  installPeers(progress)
  await measure(read.options)
}

async function measure(options: BenchOptions): Promise<void> {
  const machine = describeThisMachine()
  progress(machine)

  const chosen = options.names.flatMap((name): Subject[] => {
    const build = subjects[name]
    return build ? [build()] : []
  })
  const bench = await openBrowser()
  progress(bench.version)
  const controls = [blankPage, calibrationLoop]
  const results = await measureAll({ ...options, bench, subjects: chosen, controls, progress })
  await bench.close()

  const [, loop] = results.controls
  const tables = [
    renderCosts(results.controls, results.measured),
    renderTraffic(results.measured, options.lastClicks),
    loop && renderRatios({ measured: results.measured, loop }),
  ]
    .filter(Boolean)
    .join('\n\n')
  console.log(`\n${tables}\n`)
  if (!options.isComplete) return progress('not written: only a complete run goes to bench/results')
  const report = { machine, browser: bench.version, subjects: chosen, refused: bench.refused }
  progress(`written to ${writeReport({ ...report, tables, options })}`)
}

function progress(line: string): void {
  console.log(line)
}

// So that the exit handlers, which end the browser and remove the folder, run then too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
