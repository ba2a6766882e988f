import { spanInWords } from '../../explain/in-words.js'
import { forecastInWords } from '../../operate/forecast-in-words.js'
import { gongInWords, otherHaltInWords, type GongWords } from '../../operate/gong-in-words.js'
import { minuteInWords } from '../../operate/minute-in-words.js'
import type { Quota, SharePart } from '../../operate/read-quota.js'
import { PRIORITIES } from '../../store/priority.js'
import { renderTable } from '../render-table.js'
import { renderBars } from './render-bars.js'

/** The budget for people: figures, a picture of them on a screen, the forecast, and how Gong is called. */
export function renderQuota(quota: Quota, { withPicture }: { withPicture: boolean }): string {
  const otherHalt = otherHaltInWords(quota)
  return [
    head(quota),
    table(quota),
    ...(withPicture ? [renderBars(quota)] : []),
    forecastInWords(quota),
    `Gong: ${linesOf(gongInWords(quota))}`,
    ...(otherHalt ? [linesOf(otherHalt)] : []),
  ].join('\n\n')
}

function head({
  gongsCallsPerDay,
  callsPerDay,
  callsPerSecond,
  businessDay,
  nowMs,
}: Quota): string {
  const { opensAtMs, closesAtMs } = businessDay
  return [
    `${inWords(callsPerDay)} of Gong's ${inWords(gongsCallsPerDay)} calls in any 24 hours are ours, ${callsPerSecond} a second.`,
    `The business day is from ${minuteInWords(opensAtMs, nowMs)} to ${minuteInWords(closesAtMs, nowMs)}.`,
  ].join(' ')
}

function table({ priorities, shares, personCap, nowMs }: Quota): string {
  const rows = PRIORITIES.map((priority) => {
    const { allowed, used, usedWithLower, released, room, waiting } = priorities[priority]
    const { interactions, oldestSinceMs } = waiting
    return [
      priority,
      inWords(allowed),
      inWords(usedWithLower),
      inWords(used),
      inWords(released),
      inWords(room),
      inWords(interactions),
      '',
      oldestSinceMs === null ? '' : spanInWords(Math.max(0, nowMs - oldestSinceMs)),
    ]
  })
  const share = (name: string, { allowed, used, room, held }: SharePart) => [
    name,
    inWords(allowed),
    inWords(used),
    '',
    '',
    inWords(room),
    '',
    inWords(held),
  ]
  rows.push(
    share('of it self-reported', shares.self_reported_share),
    share('of it by trackingId', shares.tracked_share),
    ['of any one person', inWords(personCap.allowed), '', '', '', '', '', inWords(personCap.held)],
  )
  return `${renderTable([HEADER, ...rows], FIGURES)}\n${LEGEND}`
}

const HEADER = [
  'priority',
  'allowed',
  'used',
  'own',
  'released',
  'room now',
  'waiting',
  'held',
  'oldest',
]
const LEGEND =
  "Allowed, used, released and room are of a priority with the lower ones, in any 24 hours; own and waiting are its own. Held are those that wait for a share's room, or their person's, before they wait to be sent."
const FIGURES = [1, 2, 3, 4, 5, 6, 7, 8]

function linesOf({ lines, next }: Pick<GongWords, 'lines' | 'next'>): string {
  return [...lines, ...(next === null ? [] : [`Next: ${next}`])].join('\n')
}

function inWords(figure: number): string {
  return Math.floor(figure).toLocaleString('en-US')
}
