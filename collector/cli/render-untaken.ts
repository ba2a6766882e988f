import { timeInWords } from '../explain/in-words.js'
import type { Untaken } from '../operate/read-untaken.js'
import { MAX_UNTOLD_READ } from '../store/untold.js'
import { renderTable } from './render-table.js'

type Counted = Untaken['drops'][number]

/** Events that no interaction tells, by site and reason: a block for each kind of which there are any. */
export function renderUntaken({ untold, drops, failed, erased }: Untaken): string[] {
  const newest = MAX_UNTOLD_READ.toLocaleString('en-US')
  return [
    ...block(`Events that tell nothing, among the newest ${newest}:`, untold),
    ...block("Events dropped as a bot's:", drops),
    ...block('Events that failed:', failed),
    ...block('Events of people who were erased:', erased),
  ]
}

function block(title: string, counts: readonly Counted[]): string[] {
  if (counts.length === 0) return []
  const rows = counts.map(({ siteId, reason, events, lastAtMs, words }) => [
    siteId || 'unknown',
    reason,
    events.toLocaleString('en-US'),
    timeInWords(lastAtMs),
    words,
  ])
  return [`${title}\n${renderTable([['site', 'reason', 'events', 'last', 'why'], ...rows], [2])}`]
}
