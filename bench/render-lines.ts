import type { Line } from './part.js'
import { renderTable } from './render-table.js'

/** The closing table: a figure, what it is to be read by, and whether the goal is met. */
export function renderLines(lines: readonly Line[]): string {
  return renderTable([
    ['', 'figure', 'calibration', 'ratio', 'goal', 'met'],
    ...lines.map(({ what, figure, calibration, ratio, goal }) => [
      what,
      figure,
      calibration,
      ratio.toFixed(2),
      goal?.words ?? '',
      goal === null ? '' : goal.isMet ? 'yes' : 'no',
    ]),
  ])
}
