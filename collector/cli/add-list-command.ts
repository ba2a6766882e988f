import type { Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { renderNoReason } from '../explain/render-no-reason.js'
import type { ListAsked } from '../operate/list-asked.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { howManyInWords, SEARCH_HELP } from './how-many-in-words.js'
import { wholeNumber } from './number-option.js'
import { readStore } from './open-data-to-read.js'
import { renderTable } from './render-table.js'
import type { Terminal } from './terminal.js'

/** What the list of one state has of its own. */
interface List<C extends ReasonCount, T> {
  description: string
  examples: string
  /** Before a reason, such as "held for". */
  state: string
  read: (verbs: ReadVerbs, config: Config, asked: ListAsked) => Promise<ReadList<C, T>>
  /** Over the counts: reason, how many, and words. */
  countHeader: readonly [string, string, string]
  wordsOf: (count: C) => string
  header: readonly string[]
  rowOf: (item: T) => string[]
  /** Below the list. */
  footer?: string
}

interface ReasonCount {
  reason: string
  interactions: number
}

/** Counts by reason, the newest, and what programs get. */
interface ReadList<C extends ReasonCount, T> {
  counts: readonly C[]
  items: readonly T[]
  /** Beside the counts. */
  json: object
  /** Where only so many of the newest were counted. */
  countedUpTo?: number | undefined
  /** Printed below, whether anything is listed or not. */
  more?: readonly string[]
}

interface Options extends ListAsked {
  json?: boolean
}

/** `list` below a command: counts by reason, and the newest. */
export function addListCommand<C extends ReasonCount, T>(
  parent: Command,
  terminal: Terminal,
  list: List<C, T>,
): void {
  parent
    .command('list')
    .description(list.description)
    .option('--reason <code>', 'only those of this reason')
    .option('--search <text>', SEARCH_HELP)
    .option('--limit <n>', 'how many are listed', wholeNumber(1, 100_000), 50)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', list.examples)
    .action(async ({ json, ...asked }: Options, command: Command) => {
      const { reason } = asked
      const config = readConfig(terminal.env)
      const read = await readStore(config, (verbs) => list.read(verbs, config, asked))
      const present = read.counts.map((each) => each.reason)
      const counts = read.counts.filter((each) => reason === undefined || each.reason === reason)
      const none = renderNoReason({ state: list.state, reason, present })
      if (counts.length === 0 && none.isMisuse) {
        command.error(`error: ${none.words}`, { exitCode: 2 })
      }
      if (json) return terminal.print(JSON.stringify({ counts, ...read.json }, null, 2))
      const listed = counts.length === 0 ? none.words : render(list, { ...read, counts }, asked)
      terminal.print([listed, ...(read.more ?? [])].join('\n\n'))
    })
}

function render<C extends ReasonCount, T>(
  { countHeader, wordsOf, header, rowOf, footer }: List<C, T>,
  { counts, items, countedUpTo }: ReadList<C, T>,
  asked: ListAsked,
): string {
  const byReason = counts.map((each) => [
    each.reason,
    each.interactions.toLocaleString('en-US'),
    wordsOf(each),
  ])
  return [
    ...(countedUpTo === undefined
      ? []
      : [`Counted of the newest ${countedUpTo.toLocaleString('en-US')}; there are more.`]),
    renderTable([countHeader, ...byReason], [1]),
    howManyInWords(items.length, { counts, ...asked }) + renderTable([header, ...items.map(rowOf)]),
    ...(footer === undefined ? [] : [footer]),
  ].join('\n\n')
}
