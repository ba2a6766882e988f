import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { safeText, timeInWords } from '../explain/in-words.js'
import { renderNoReason } from '../explain/render-no-reason.js'
import { MAX_HELD_READ } from '../store/held.js'
import type { InteractionRecord } from '../store/records.js'
import { releasedBy } from '../operate/released-by.js'
import { wholeNumber } from './number-option.js'
import { readStore } from './open-data-to-read.js'
import { renderTable } from './render-table.js'
import { shorten } from './shorten.js'
import type { Terminal } from './terminal.js'

interface Options {
  reason?: string
  limit: number
  json?: boolean
}

const EXAMPLES = `
The held wait for a person, or for room in the budget. Whoever is never known is given up after hold.days.

Examples:
  tamtam held list
  tamtam held list --reason identity_unproven --limit 1000 --json | jq .interactions[].title`

const DAY_MS = 24 * 60 * 60 * 1000

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
    .option('--limit <n>', 'how many are listed', wholeNumber(1, 100_000), 50)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => list(options, { command, terminal }))
}

async function list(
  { reason, limit, json }: Options,
  { command, terminal }: { command: Command; terminal: Terminal },
): Promise<void> {
  const { hold, ...place } = readConfig(terminal.env)
  const { counts, records } = await readStore(place, async (verbs) => ({
    counts: await verbs.countHeld(),
    records: await verbs.readHeld({ reason, limit }),
  }))
  const isCut = sum(counts) >= MAX_HELD_READ
  const asked = counts
    .filter((each) => reason === undefined || each.reason === reason)
    .map((each) => ({ ...each, releasedBy: releasedBy(each.reason) }))
  const present = counts.map((each) => each.reason)
  const none = renderNoReason({ state: 'held for', reason, present })
  if (asked.length === 0 && none.isMisuse) command.error(`error: ${none.words}`, { exitCode: 2 })
  const keptMs = Math.floor(hold.days * DAY_MS)
  if (json) {
    const interactions = records.map((record) => briefly(record, keptMs))
    return terminal.print(
      JSON.stringify({ counts: asked, countedUpTo: MAX_HELD_READ, isCut, interactions }, null, 2),
    )
  }
  if (asked.length === 0) return terminal.print(none.words)
  const byReason = asked.map((each) => [
    each.reason,
    each.interactions.toLocaleString('en-US'),
    each.releasedBy,
  ])
  const rows = records.map((record) => rowOf(record, keptMs))
  terminal.print(
    [
      ...(isCut ? [`Of the newest ${MAX_HELD_READ.toLocaleString('en-US')}; more are held.`] : []),
      renderTable([['reason', 'held', 'released'], ...byReason], [1]),
      (records.length < sum(asked) ? `The newest ${records.length}; --limit lists more.\n` : '') +
        renderTable([HEADER, ...rows]),
    ].join('\n\n'),
  )
}

const HEADER = ['number', 'since', 'kept until', 'reason', 'site', 'visitor', 'title']
const MAX_TITLE = 60

function rowOf(record: InteractionRecord, keptMs: number): string[] {
  const { interactionId, firstOccurredAtMs, reason, siteId, anonymousId, kind, content } = record
  return [
    String(interactionId),
    timeInWords(firstOccurredAtMs),
    timeInWords(firstOccurredAtMs + keptMs),
    reason ?? '',
    siteId,
    anonymousId,
    shorten(safeText(content?.title ?? kind), MAX_TITLE),
  ]
}

function briefly(record: InteractionRecord, keptMs: number) {
  const { interactionId, siteId, anonymousId, firstOccurredAtMs, reason, laneKey } = record
  const { kind, content, priority } = record
  const until = { sinceMs: firstOccurredAtMs, keptUntilMs: firstOccurredAtMs + keptMs }
  const facts = { interactionId, siteId, anonymousId, reason, person: laneKey, ...until }
  return { ...facts, kind, title: content?.title ?? null, priority }
}

function sum(counts: readonly { interactions: number }[]): number {
  return counts.reduce((all, { interactions }) => all + interactions, 0)
}
