import { PRIORITIES } from '../store/priority.js'
import type { Priority } from '../store/tables.js'
import { minuteInWords } from './minute-in-words.js'
import type { Quota } from './read-quota.js'

/** "normal priority has no room from 15:20 UTC at the last hour's pace; what waits now is sent by 17:05 UTC." */
export function forecastInWords(quota: Quota): string {
  const { gong, lastHour } = quota
  const calls = PRIORITIES.reduce((sum, priority) => sum + lastHour[priority], 0)
  const pace = `at the last hour's pace of ${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'}`
  const words = `${roomInWords(quota)} ${pace}; ${waitingInWords(quota)}.`
  return gong.kind === 'called' ? `Forecast: ${words}` : `Forecast, were calls made: ${words}`
}

function roomInWords({ forecast, nowMs }: Quota): string {
  const ends = new Map<string, Priority[]>()
  for (const priority of PRIORITIES) {
    const atMs = forecast.endsAtMs[priority]
    if (atMs === null) continue
    const words = atMs <= nowMs ? 'now' : `from ${minuteInWords(atMs, nowMs)}`
    ends.set(words, [...(ends.get(words) ?? []), priority])
  }
  const parts = [...ends].map(
    ([when, those]) =>
      `${those.join(' and ')} priority ${those.length > 1 ? 'have' : 'has'} no room ${when}`,
  )
  return parts.length === 0 ? 'every priority has room for the next 24 hours' : parts.join(', ')
}

function waitingInWords({ forecast, priorities, nowMs }: Quota): string {
  if (PRIORITIES.every((priority) => priorities[priority].waiting.interactions === 0)) {
    return 'nothing waits now'
  }
  const { clearsAtMs } = forecast
  return clearsAtMs === null
    ? 'what waits now is not sent within 7 days'
    : `what waits now is sent by ${minuteInWords(clearsAtMs, nowMs)}`
}
