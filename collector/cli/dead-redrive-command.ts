import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { cliActor } from './actor.js'
import { confirm } from './confirm.js'
import { choose, idsOf, inSteps, redriveAll } from '../operate/redrive-all.js'
import { countInWords, redriveInWords } from '../operate/redrive-in-words.js'
import { SilentFailure } from './failure.js'
import { openStoreToChange } from './open-data-to-change.js'
import { progressBar } from './progress-bar.js'
import type { Terminal } from './terminal.js'

interface Options {
  reason?: string
  all?: boolean
  yes?: boolean
  json?: boolean
}

const EXAMPLES = `
A dead letter goes back into its person's lane under the id by which Gong knows it, for three days of attempts more, and
the budget is spent on it as on any other. Where an attempt may have reached Gong it is sent as it was; where Gong refused
each, its call is composed anew, by what is configured now. What was buried before it had a person cannot be put back.

Examples:
  tamtam dead redrive 1207 1311
  tamtam dead redrive --reason gong_rejected
  tamtam dead redrive --all --yes --json`

/** `tamtam dead redrive`: puts dead letters back. */
export function addDeadRedrive(dead: Command, terminal: Terminal): void {
  dead
    .command('redrive')
    .description('put dead letters back, to be sent again under the same id')
    .argument('[number...]', 'of the interactions, as tamtam dead list shows them')
    .option('--reason <code>', 'all that died of this')
    .option('--all', 'all there are')
    .option('--yes', 'do not ask before --reason or --all')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((numbers: string[], options: Options, command: Command) =>
      redrive(numbers, options, { command, terminal }),
    )
}

async function redrive(
  numbers: readonly string[],
  options: Options,
  { command, terminal }: { command: Command; terminal: Terminal },
): Promise<void> {
  const { reason, all, yes, json } = options
  const ways = [numbers.length > 0, reason !== undefined, all === true].filter(Boolean).length
  const misuse = (words: string) => command.error(`error: ${words}`, { exitCode: 2 })
  if (ways !== 1) misuse('name dead letters by their numbers, or by --reason, or by --all')
  const odd = numbers.find((each) => !/^\d{1,15}$/.test(each))
  if (odd !== undefined) misuse(`expected the number of an interaction, got ${JSON.stringify(odd)}`)

  const store = await openStoreToChange(readConfig(terminal.env), terminal)
  try {
    const chosen = numbers.length > 0 ? null : await choose(store, reason)
    if (chosen && chosen.total > 0) {
      const question = `Put ${countInWords(chosen.total, 'dead letter')} back, to be sent to Gong?`
      await confirm(question, { yes, command, terminal })
    }
    const ids = chosen ? idsOf(store, chosen.reasons) : inSteps(numbers.map(Number))
    const total = chosen?.total ?? numbers.length
    const done = await redriveAll(store, ids, {
      actor: cliActor(),
      onProgress: (count) => terminal.progress(`redriving: ${progressBar({ done: count, total })}`),
    })
    terminal.print(json ? JSON.stringify(done, null, 2) : redriveInWords(done, reason).join('\n'))
    // Those that were asked for by name.
    const isShort = done.nobody.interactions + done.notDead.length > 0
    if (!chosen && isShort) throw new SilentFailure()
  } finally {
    await store.close()
  }
}
