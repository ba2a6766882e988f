import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { safeText, timeInWords } from '../explain/in-words.js'
import { renderNoReason } from '../explain/render-no-reason.js'
import { readShed, type ShedBrief } from '../operate/read-shed.js'
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
What was given up is never sent; it is kept for as long as retention.interactionDays says.

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
  shed
    .command('list')
    .description('count what was given up by reason, and list the newest')
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
  const place = readConfig(terminal.env)
  const list = await readStore(place, (verbs) => readShed(verbs, asked))
  const { interactions, isCut, countedUpTo } = list
  const present = list.counts.map((each) => each.reason)
  const counts = list.counts.filter((each) => reason === undefined || each.reason === reason)
  const none = renderNoReason({ state: 'shed for', reason, present })
  if (counts.length === 0 && none.isMisuse) command.error(`error: ${none.words}`, { exitCode: 2 })
  if (json) return terminal.print(JSON.stringify({ ...list, counts }, null, 2))
  if (counts.length === 0) return terminal.print(none.words)
  const byReason = counts.map((each) => [
    each.reason,
    each.interactions.toLocaleString('en-US'),
    each.words,
  ])
  terminal.print(
    [
      ...(isCut ? [`Of the newest ${countedUpTo.toLocaleString('en-US')}; more were shed.`] : []),
      renderTable([['reason', 'shed', 'what happened'], ...byReason], [1]),
      howManyInWords(interactions.length, { counts, ...asked }) +
        renderTable([HEADER, ...interactions.map(rowOf)]),
    ].join('\n\n'),
  )
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
