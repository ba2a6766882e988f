import { safeText, spanInWords, timeInWords } from './in-words.js'
import type { Nowhere } from './nowhere.js'

/** Where an id that the store does not have may still be, for people. */
export function renderNowhere(nowhere: Nowhere, nowMs: number): string {
  const places = placesInWords(nowhere, nowMs)
  const siteHint = 'It may be of a site that has left the configuration: --site looks there too.'
  return [nowhereInWords(nowhere), ...[...places, siteHint].map((place) => `- ${place}`)]
    .map(safeText)
    .join('\n')
}

export function nowhereInWords({ id, siteIds }: Nowhere): string {
  return `The store has nothing of ${id} on ${siteIds.join(', ')}.`
}

/** Where it may be, or have been, the likeliest first. */
export function placesInWords(nowhere: Nowhere, nowMs: number): string[] {
  return [
    spoolInWords(nowhere, nowMs),
    retentionInWords(nowhere),
    ...dropsInWords(nowhere),
    'It may never have come: the page keeps what it could not send for a day, and a beacon that was refused is in the log (beacon_refused); the console’s page of the site (Sites) says why it was.',
  ]
}

function spoolInWords({ spool }: Nowhere, nowMs: number): string {
  if (spool === null) return 'This machine has no spool.'
  if (spool.beacons === 0) return "This machine's spool is empty: nothing waits there."
  const { beacons, oldestReceivedAtMs, holdsText } = spool
  const since =
    oldestReceivedAtMs === null ? '' : `, the oldest for ${spanInWords(nowMs - oldestReceivedAtMs)}`
  const waiting = beacons === 1 ? '1 beacon waits' : `${beacons} beacons wait`
  return holdsText
    ? `It is in this machine's spool, where ${waiting}${since}: the collector forwards it as soon as it runs and has the store.`
    : `In this machine's spool ${waiting}${since}; it was not seen in them.`
}

function retentionInWords({ retention }: Nowhere): string {
  const { eventDays, interactionDays, oldestReceivedAtMs } = retention
  const oldest =
    oldestReceivedAtMs === null
      ? 'the store has no event'
      : `the oldest event in the store came ${timeInWords(oldestReceivedAtMs)}`
  return `It may have been removed: events are kept for ${eventDays} days and interactions for ${interactionDays} after their end; ${oldest}.`
}

function dropsInWords({ drops }: Nowhere): string[] {
  return drops.map(
    ({ siteId, reason, events, lastAtMs }) =>
      `It may have been dropped on ${siteId}: ${events.toLocaleString('en-US')} ${events === 1 ? 'event was' : 'events were'}, the last ${timeInWords(lastAtMs)}, by ${reason.code}: ${reason.words}`,
  )
}
