import { spanInWords } from '../../explain/in-words.js'
import { ERROR_CODES } from '../../lib/error-codes.js'
import { PRIORITIES } from '../../store/priority.js'
import { renderTable } from '../render-table.js'
import { forecastInWords } from './forecast-in-words.js'
import { minuteInWords } from './minute-in-words.js'
import type { GongState, Quota } from './read-quota.js'
import { renderBars } from './render-bars.js'

/** The budget for people: figures, a picture of them on a screen, the forecast, and how Gong is called. */
export function renderQuota(quota: Quota, { withPicture }: { withPicture: boolean }): string {
  return [
    head(quota),
    table(quota),
    ...(withPicture ? [renderBars(quota)] : []),
    forecastInWords(quota),
    gongInWords(quota.gong, quota),
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

function table({ priorities, shares, nowMs }: Quota): string {
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
      oldestSinceMs === null ? '' : spanInWords(Math.max(0, nowMs - oldestSinceMs)),
    ]
  })
  const share = (name: string, { allowed, used }: { allowed: number; used: number }) => [
    name,
    inWords(allowed),
    inWords(used),
  ]
  rows.push(
    share('of it self-reported', shares.self_reported_share),
    share('of it by trackingId', shares.tracked_share),
  )
  return `${renderTable([HEADER, ...rows], FIGURES)}\n${LEGEND}`
}

const HEADER = ['priority', 'allowed', 'used', 'own', 'released', 'room now', 'waiting', 'oldest']
const LEGEND =
  'Allowed, used, released and room are of a priority with the lower ones, in any 24 hours; own and waiting are its own.'
const FIGURES = [1, 2, 3, 4, 5, 6, 7]

function gongInWords(gong: GongState, { nowMs, callsPerSecond }: Quota): string {
  switch (gong.kind) {
    case 'preview':
      return "Gong: a preview, nothing is sent: Gong's credentials are not set (GONG_API_BASE_URL, GONG_ACCESS_KEY, GONG_ACCESS_KEY_SECRET)."
    case 'halted':
      return `Gong: halted since ${minuteInWords(gong.haltedAtMs, nowMs)}, nothing is sent. ${gong.reason}: ${ERROR_CODES[gong.reason]}\nNext: tamtam doctor`
    case 'called': {
      const { blockedUntilMs, failures, rateShare } = gong
      const words = [
        ...(blockedUntilMs === null
          ? []
          : [`no call before ${minuteInWords(blockedUntilMs, nowMs)}, so that it can recover`]),
        ...(failures === 0 ? [] : [`one call at a time after ${counted(failures)}`]),
        ...(rateShare === 1
          ? []
          : [
              `slowed to ${Math.floor(rateShare * 100)} % of ${callsPerSecond} calls a second by its 429; that recovers by itself within ${minutesToRecover(rateShare)} min`,
            ]),
      ]
      return `Gong: ${words.length === 0 ? 'is called as fast as its quota and the budget allow' : words.join('; ')}.`
    }
  }
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
