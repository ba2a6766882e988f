import { spanInWords } from '../../explain/in-words.js'
import { reasonOf } from '../../explain/reason.js'
import { ERROR_CODES } from '../../lib/error-codes.js'
import { PRIORITIES } from '../../store/priority.js'
import { renderTable } from '../render-table.js'
import { forecastInWords } from './forecast-in-words.js'
import { minuteInWords, secondInWords } from './minute-in-words.js'
import type { GongState, Quota, SharePart } from '../../operate/read-quota.js'
import { renderBars } from './render-bars.js'

/** The budget for people: figures, a picture of them on a screen, the forecast, and how Gong is called. */
export function renderQuota(quota: Quota, { withPicture }: { withPicture: boolean }): string {
  return [
    head(quota),
    table(quota),
    ...(withPicture ? [renderBars(quota)] : []),
    forecastInWords(quota),
    gongInWords(quota.gong, quota),
    ...otherHaltInWords(quota),
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

function gongInWords(gong: GongState, { nowMs, callsPerSecond }: Quota): string {
  switch (gong.kind) {
    case 'preview':
      return "Gong: a preview, nothing is sent: Gong's credentials are not set (GONG_API_BASE_URL, GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET)."
    case 'halted':
      return `Gong: halted since ${minuteInWords(gong.haltedAtMs, nowMs)}, nothing is sent. ${gong.reason}: ${ERROR_CODES[gong.reason]}\nNext: tamtam doctor`
    case 'called': {
      const { blockedUntilMs, failures, lastFailure, rateShare } = gong
      const words = [
        ...(blockedUntilMs === null
          ? []
          : [`no call before ${secondInWords(blockedUntilMs, nowMs)}, so that it can recover`]),
        ...(failures === 0 ? [] : [`one call at a time after ${counted(failures)}`]),
        ...(rateShare === 1
          ? []
          : [
              `slowed to ${Math.floor(rateShare * 100)} % of ${callsPerSecond} calls a second by its 429; that recovers by itself within ${minutesToRecover(rateShare)} min`,
            ]),
      ]
      const line = `Gong: ${words.length === 0 ? 'is called as fast as its quota and the budget allow' : words.join('; ')}.`
      if (blockedUntilMs === null && failures === 0) return line
      return [line, ...failureInWords(lastFailure, nowMs), 'Next: tamtam doctor'].join('\n')
    }
  }
}

function failureInWords(
  failed: Extract<GongState, { kind: 'called' }>['lastFailure'],
  nowMs: number,
): string[] {
  if (!failed) return []
  const { code, words } = reasonOf(failed.reason)
  return [`The last failure, of ${secondInWords(failed.startedAtMs, nowMs)}: ${code}: ${words}`]
}

/** Where the configured sign-in is halted, or there is none, that comes first. */
function otherHaltInWords({ otherHalt, gong, nowMs }: Quota): string[] {
  if (!otherHalt || gong.kind === 'halted') return []
  const { reason, haltedAtMs } = otherHalt
  const halted = `Halted for another sign-in since ${minuteInWords(haltedAtMs, nowMs)}, ${reason}: ${ERROR_CODES[reason]}`
  const next =
    gong.kind === 'preview'
      ? "Next: set the collector's sign-in here too, then tamtam doctor"
      : 'Next: start the collector with this one, unless it has it already'
  return [`${halted}\n${next}`]
}

/** A sixteenth a minute, as `rateShareAt` has it. */
function minutesToRecover(rateShare: number): number {
  return Math.ceil((1 - rateShare) * 16)
}

function counted(failures: number): string {
  return failures === 1 ? 'a failure' : `${failures} failures`
}

function inWords(figure: number): string {
  return Math.floor(figure).toLocaleString('en-US')
}
