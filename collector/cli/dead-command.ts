import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { safeText, timeInWords } from '../explain/in-words.js'
import { renderNoReason } from '../explain/render-no-reason.js'
import { readDead, type DeadLetter } from '../operate/read-dead.js'
import { addDeadRedrive } from './dead-redrive-command.js'
import { howManyInWords, SEARCH_HELP } from './how-many-in-words.js'
import { wholeNumber } from './number-option.js'
import { readStore } from './open-data-to-read.js'
import { renderTable } from './render-table.js'
import { shorten } from './shorten.js'
import type { Terminal } from './terminal.js'

interface Options {
  reason?: string
  search?: string
  limit: number
  json?: boolean
}

const EXAMPLES = `
A dead letter is an interaction that Gong refuses for good, or of which nothing could be made.
Of one, tamtam explain <number> prints the call and each of Gong's answers.

Examples:
  tamtam dead list
  tamtam explain 1207
  tamtam dead redrive 1207
  tamtam dead redrive --reason gong_rejected`

const LIST_EXAMPLES = `
What is printed holds the addresses of people. Of one, tamtam explain <number> prints the call and each of Gong's answers.

Examples:
  tamtam dead list
  tamtam dead list --reason gong_rejected --limit 1000 --json | jq .deadLetters[].gongsWords`

/** `tamtam dead`: what Gong will not have, and putting it back. */
export function addDead(program: Command, terminal: Terminal): void {
  const dead = program
    .command('dead')
    .description('list dead letters with their reasons, or put them back')
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
  dead
    .command('list')
    .description('count dead letters by reason, and list the newest')
    .option('--reason <code>', 'only those of this reason')
    .option('--search <text>', SEARCH_HELP)
    .option('--limit <n>', 'how many are listed', wholeNumber(1, 100_000), 50)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', LIST_EXAMPLES)
    .action((options: Options, command: Command) => list(options, { command, terminal }))
  addDeadRedrive(dead, terminal)
}

async function list(
  { json, ...asked }: Options,
  { command, terminal }: { command: Command; terminal: Terminal },
): Promise<void> {
  const { reason } = asked
  const place = readConfig(terminal.env)
  const list = await readStore(place, (verbs) => readDead(verbs, asked))
  const { deadLetters } = list
  const present = list.counts.map((each) => each.reason)
  const counts = list.counts.filter((each) => reason === undefined || each.reason === reason)
  const none = renderNoReason({ state: 'dead by', reason, present })
  if (counts.length === 0 && none.isMisuse) command.error(`error: ${none.words}`, { exitCode: 2 })
  if (json) return terminal.print(JSON.stringify({ counts, deadLetters }, null, 2))
  if (counts.length === 0) return terminal.print(none.words)
  const byReason = counts.map((each) => [
    each.reason,
    each.interactions.toLocaleString('en-US'),
    each.words,
  ])
  terminal.print(
    [
      renderTable([['reason', 'dead', 'what happened'], ...byReason], [1]),
      howManyInWords(deadLetters.length, { counts, ...asked }) +
        renderTable([HEADER, ...deadLetters.map(rowOf)]),
      `tamtam explain <number> prints the call and Gong's answers; tamtam dead redrive puts it back.`,
    ].join('\n\n'),
  )
}

const HEADER = ['number', 'died', 'reason', 'person', 'title', "Gong's words"]

/** Enough to tell pages apart; --json has the whole. */
const MAX_TITLE = 40
const MAX_WORDS = 100

function rowOf(letter: DeadLetter): string[] {
  const { interactionId, endedAtMs, reason, person, kind, title, gongsWords } = letter
  return [
    String(interactionId),
    endedAtMs === null ? '' : timeInWords(endedAtMs),
    reason ?? '',
    safeText(person ?? 'nobody'),
    shorten(safeText(title ?? kind), MAX_TITLE),
    shorten(safeText(gongsWords.join('; ')), MAX_WORDS),
  ]
}
