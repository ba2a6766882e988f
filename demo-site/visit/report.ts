import type { AcceptedInteraction } from '../gong-sandbox/accepted-calls.js'
import { toEntry } from '../gong-sandbox/timeline/entry.js'

/** Wider cells would wrap in most terminals. */
const MAX_CELL_CHARACTERS = 44

const HEADINGS = ['Who', 'Did what', 'Content', 'Detail', 'When']

/** What a seller would read, as a table of plain text: in the order in which it happened. */
export function reportTable(interactions: readonly AcceptedInteraction[]): string {
  const entries = interactions
    .flatMap((accepted) => toEntry(accepted) ?? [])
    .sort((a, b) => a.occurredAtMs - b.occurredAtMs)
  const rows = entries.map(({ who, sentence, chips, occurredAtMs }) => [
    who.name,
    [sentence.before, sentence.after].filter(Boolean).join(' … '),
    sentence.title ?? '',
    chips.map(({ name, value }) => (name === null ? value : `${name} ${value}`)).join(', '),
    new Date(occurredAtMs).toLocaleTimeString('en-GB'),
  ])
  return table([HEADINGS, ...rows.map((row) => row.map(shorten))])
}

/** Columns as wide as their widest cell, with a line under the first row. */
function table(rows: string[][]): string {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const [head = '', ...body] = lines
  return [head, widths.map((width) => '─'.repeat(width)).join('  '), ...body].join('\n')
}

function shorten(cell: string): string {
  return cell.length > MAX_CELL_CHARACTERS ? `${cell.slice(0, MAX_CELL_CHARACTERS - 1)}…` : cell
}
