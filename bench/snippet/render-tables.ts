import { whole } from '../in-words.js'
import { median } from '../median.js'
import { renderTable } from '../render-table.js'
import type { Measured, MeasuredControl } from './measure-all.js'
import type { ScriptTimes } from './read-trace.js'

const COST_HEADER = ['', 'minified', 'gzip -9', 'brotli 11', 'evaluation ms', '1.2 s ms']
const CLICK_HEADER = ['click ms', 'longest task ms']

/** What a script costs the page. Controls load nothing that counts. */
export function renderCosts(
  controls: readonly MeasuredControl[],
  measured: readonly Measured[],
): string {
  const rows = measured.map(({ subject, size, times }) => [
    subject.name,
    whole(size.minified),
    whole(size.gzip),
    whole(size.brotli),
    ...timeCells(times),
  ])
  const controlRows = controls.map(({ subject, times }) => [
    subject.name,
    '',
    '',
    '',
    ...timeCells(times),
  ])
  return renderTable([[...COST_HEADER, ...CLICK_HEADER], ...rows, ...controlRows])
}

function timeCells(times: readonly ScriptTimes[]): string[] {
  const names = ['evaluationMs', 'earlyScriptMs', 'clickMs', 'longestTaskMs'] as const
  return names.map((name) => median(times.map((time) => time[name])).toFixed(1))
}

/** What a script sends, and what of it arrives. */
export function renderTraffic(measured: readonly Measured[], lastClicks: number): string {
  const header = [
    '',
    'requests',
    'bytes',
    'preflights',
    'clicks of 5',
    `last clicks of ${lastClicks}`,
  ]
  const rows = measured.map(({ subject, visit, lastClicks: arrived }) => [
    subject.name,
    ...[visit.requests, visit.bytes, visit.preflights, visit.clicks, arrived].map(whole),
  ])
  return renderTable([header, ...rows])
}
