import type { Command } from 'commander'
import { safeText, timeInWords } from '../explain/in-words.js'
import { readHeld, type HeldBrief } from '../operate/read-held.js'
import { addListCommand } from './add-list-command.js'
import { shorten } from './shorten.js'
import type { Terminal } from './terminal.js'

const EXAMPLES = `
The held wait for a person, or for room in the budget. Whoever is never known is given up after hold.days.

Examples:
  tamtam held list
  tamtam held list --reason identity_unproven --limit 1000 --json | jq .interactions[].title`

/** `tamtam held`: what waits for an identity. */
export function addHeld(program: Command, terminal: Terminal): void {
  const held = program
    .command('held')
    .description(
      'list interactions that wait for a person or for room, and what would release them',
    )
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
  addListCommand(held, terminal, {
    description: 'count the held by reason, with what would release them, and list the newest',
    examples: EXAMPLES,
    state: 'held for',
    async read(verbs, config, asked) {
      const { counts, ...json } = await readHeld(verbs, config, asked)
      const countedUpTo = json.isCut ? json.countedUpTo : undefined
      return { counts, items: json.interactions, json, countedUpTo }
    },
    countHeader: ['reason', 'held', 'released'],
    wordsOf: ({ releasedBy }) => releasedBy,
    header: HEADER,
    rowOf,
  })
}

const HEADER = ['number', 'since', 'kept until', 'reason', 'site', 'visitor', 'title']
const MAX_TITLE = 60

function rowOf(held: HeldBrief): string[] {
  const { interactionId, sinceMs, keptUntilMs, reason, siteId, anonymousId, kind, title } = held
  return [
    String(interactionId),
    timeInWords(sinceMs),
    timeInWords(keptUntilMs),
    reason ?? '',
    siteId,
    anonymousId,
    shorten(safeText(title ?? kind), MAX_TITLE),
  ]
}
