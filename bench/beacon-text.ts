import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'

export const SITE_ID = 'bench'
export const ORIGIN = 'https://www.example.com'

/** A browser's: a bot's beacons would be counted and not kept. */
export const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const EVENT = '#event#'
const VISITOR = '#visitor#'

/** A visitor sends a few beacons, as on a real site. */
const BEACONS_PER_VISITOR = 20

/**
 * Gives the text of beacon `n`, cheaply. Its events are numbered from `n * eventsPerBeacon`, and each eventId tells its
 * event's number, so all are unique.
 */
export function createBeaconText(eventsPerBeacon: number): (n: number) => string {
  const parts = JSON.stringify(beacon(eventsPerBeacon)).split(/(#event#|#visitor#)/)
  return (n) => {
    const visitor = hex(Math.floor(n / BEACONS_PER_VISITOR)).padEnd(32, '0')
    let event = n * eventsPerBeacon
    let text = ''
    for (const part of parts) {
      text += part === EVENT ? eventIdOf(event++) : part === VISITOR ? visitor : part
    }
    return text
  }
}

/** The number in an eventId of ours, or null when it is none. */
export function eventNumberOf(eventId: string): number | null {
  const event = Number.parseInt(eventId.slice(0, 8), 16)
  return eventIdOf(event) === eventId ? event : null
}

export function eventIdOf(event: number): string {
  return `${hex(event)}-5eed-4b0a-8c0d-7a3f7a3f7a3f`
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}

function beacon(eventsPerBeacon: number): Beacon {
  const sentAtMs = Date.now()
  const common = {
    eventId: EVENT,
    sessionId: VISITOR,
    occurredAtMs: sentAtMs - 400,
    page: {
      url: `${ORIGIN}/pricing/teams?utm_source=newsletter`,
      title: 'Pricing for teams | Example',
      referrer: 'https://www.google.com/',
      viewId: VISITOR,
    },
  }
  const kinds: WireEvent[] = [
    { type: 'page_view', ...common, viewport: { width: 1440, height: 900 } },
    { type: 'click', ...common, target: { kind: 'button', text: 'Start free', id: 'start' } },
    {
      type: 'video_progress',
      ...common,
      video: { provider: 'html5', id: '/media/tour.mp4', title: 'The tour', durationSeconds: 92 },
      watchedPercent: 52,
      milestonePercent: 50,
      positionPercent: 55,
      watchedSeconds: 48,
    },
    { type: 'page_leave', ...common, activeSeconds: 31.5, scrollPercent: 80 },
  ]
  const events = Array.from({ length: eventsPerBeacon }, (_, at) => kinds[at % kinds.length])
  return {
    v: 1,
    siteId: SITE_ID,
    anonymousId: VISITOR,
    sentAtMs,
    events: events.filter((event) => event !== undefined),
  }
}
