import { describeThisMachine } from '../../bench/describe-this-machine.js'
import { makeTemporaryFolder } from '../../demo-site/temporary-folder.js'
import { HELP, isComplete, readOptions } from './options.js'
import { runFuzz } from './run-fuzz.js'
import { writeReport } from './write-report.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Exit 0: the collector kept its promises. 1: it did not. 2: the command line is not understood. */
async function main(): Promise<number> {
  const read = readOptions(process.argv.slice(2), Date.now())
  if (read.kind === 'help') {
    say(HELP)
    return 0
  }
  if (read.kind === 'misuse') {
    process.stderr.write(`${read.fault}\n\n${HELP}\n`)
    return 2
  }
  const { seed, count } = read.options
  say(`seed ${seed}; the same again: npm run fuzz -- --count ${count} --seed ${seed}`)
  const machine = describeThisMachine()
  say(machine)
  const folder = await makeTemporaryFolder('tamtam-fuzz-')
  const result = await runFuzz({
    ...read.options,
    folder: folder.path,
    progress: say,
  })
  const { breachCount, breaches, table, facts } = result
  say(`\n${table}\n`)
  for (const fact of facts) say(fact)
  for (const breach of breaches) say(`BREACH ${breach}`)
  if (isComplete(read.options))
    say(`written to ${writeReport({ machine, options: read.options, result })}`)
  say(
    breachCount === 0
      ? `seed ${seed}: the collector kept its promises`
      : `seed ${seed}: ${breachCount} breaches, of which the first ${breaches.length} are above`,
  )
  return breachCount === 0 ? 0 : 1
}

// So that the exit handlers, which end the collector and remove the folder, run then too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  process.exit(await main())
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exit(1)
}
