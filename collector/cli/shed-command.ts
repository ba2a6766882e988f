import type { Command } from 'commander'
import { safeText, timeInWords } from '../explain/in-words.js'
import { readShed, type ShedBrief } from '../operate/read-shed.js'
import { readUntaken } from '../operate/read-untaken.js'
import { addListCommand } from './add-list-command.js'
import { renderUntaken } from './render-untaken.js'
import { shorten } from './shorten.js'
import type { Terminal } from './terminal.js'

const EXAMPLES = `
What was given up is never sent; it is kept for as long as retention.interactionDays says. Events that no interaction
tells are counted below the list: of pages with "send": false, of bots, and those that failed.

Examples:
  tamtam shed list
  tamtam shed list --reason over_budget --limit 1000 --json | jq .interactions[].title`

/** `tamtam shed`: what was given up. */
export function addShed(program: Command, terminal: Terminal): void {
  const shed = program
    .command('shed')
    .description('list interactions that were given up, and why')
    .addHelpText('after', EXAMPLES)
    .helpCommand(false)
  addListCommand(shed, terminal, {
    description:
      'count what was given up and what is told by nothing, and list the newest given up',
    examples: EXAMPLES,
    state: 'shed for',
    async read(verbs, _config, asked) {
      const { counts, ...shed } = await readShed(verbs, asked)
      const events = await readUntaken(verbs)
      return {
        counts,
        items: shed.interactions,
        json: { ...shed, events },
        countedUpTo: shed.isCut ? shed.countedUpTo : undefined,
        more: renderUntaken(events),
      }
    },
    countHeader: ['reason', 'shed', 'what happened'],
    wordsOf: ({ words }) => words,
    header: HEADER,
    rowOf,
  })
}

const HEADER = ['number', 'happened', 'given up', 'reason', 'site', 'person', 'title']
const MAX_TITLE = 60

function rowOf(shed: ShedBrief): string[] {
  const { interactionId, happenedAtMs, endedAtMs, reason, siteId, person, kind, title } = shed
  return [
    String(interactionId),
    timeInWords(happenedAtMs),
    endedAtMs === null ? '' : timeInWords(endedAtMs),
    reason ?? '',
    siteId,
    safeText(person ?? 'nobody'),
    shorten(safeText(title ?? kind), MAX_TITLE),
  ]
}
