import type { Command } from 'commander'
import { safeText, timeInWords } from '../explain/in-words.js'
import { readDead, type DeadLetter } from '../operate/read-dead.js'
import { addListCommand } from './add-list-command.js'
import { addDeadRedrive } from './dead-redrive-command.js'
import { shorten } from './shorten.js'
import type { Terminal } from './terminal.js'

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
  addListCommand(dead, terminal, {
    description: 'count dead letters by reason, and list the newest',
    examples: LIST_EXAMPLES,
    state: 'dead by',
    async read(verbs, _config, asked) {
      const { counts, deadLetters } = await readDead(verbs, asked)
      return { counts, items: deadLetters, json: { deadLetters } }
    },
    countHeader: ['reason', 'dead', 'what happened'],
    wordsOf: ({ words }) => words,
    header: HEADER,
    rowOf,
    footer: `tamtam explain <number> prints the call and Gong's answers; tamtam dead redrive puts it back.`,
  })
  addDeadRedrive(dead, terminal)
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
