import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { safeText, timeInWords } from '../explain/in-words.js'
import { renderNoReason } from '../explain/render-no-reason.js'
import { readHeld, type HeldBrief } from '../operate/read-held.js'
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
  held
    .command('list')
    .description('count the held by reason, with what would release them, and list the newest')
    .option('--reason <code>', 'only those of this reason')
    .option('--search <text>', SEARCH_HELP)
    .option('--limit <n>', 'how many are listed', wholeNumber(1, 100_000), 50)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => list(options, { command, terminal }))
}

async function list(
  { json, ...asked }: Options,
  { command, terminal }: { command: Command; terminal: Terminal },
): Promise<void> {
  const { reason } = asked
  const config = readConfig(terminal.env)
  const list = await readStore(config, (verbs) => readHeld(verbs, config, asked))
  const { interactions, isCut, countedUpTo } = list
  const present = list.counts.map((each) => each.reason)
  const counts = list.counts.filter((each) => reason === undefined || each.reason === reason)
  const none = renderNoReason({ state: 'held for', reason, present })
  if (counts.length === 0 && none.isMisuse) command.error(`error: ${none.words}`, { exitCode: 2 })
  if (json) return terminal.print(JSON.stringify({ ...list, counts }, null, 2))
  if (counts.length === 0) return terminal.print(none.words)
  const byReason = counts.map((each) => [
    each.reason,
    each.interactions.toLocaleString('en-US'),
    each.releasedBy,
  ])
  terminal.print(
    [
      ...(isCut ? [`Of the newest ${countedUpTo.toLocaleString('en-US')}; more are held.`] : []),
      renderTable([['reason', 'held', 'released'], ...byReason], [1]),
      howManyInWords(list.interactions.length, { counts, ...asked }) +
        renderTable([HEADER, ...interactions.map(rowOf)]),
    ].join('\n\n'),
  )
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
