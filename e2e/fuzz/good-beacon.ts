import type { Beacon } from '../../wire/beacon.js'
import { EVENT_TYPES, anEvent } from '../../wire/test-data.js'
import type { Random } from './random.js'

/** Of an event of a good beacon, which has to be found again, and of one that is about to be spoilt. */
export type Fate = 'good' | 'spoilt'

export const SITE_ID = 'acme-www'

/** A visitor sends a few beacons, as on a real site, and no interaction becomes too full for more. */
const BEACONS_PER_VISITOR = 20

const MAX_EVENTS = 3

/** Beacon `n` of a run: what it is follows from `n` and `random`, but for its time, which is now. */
export function goodBeacon(n: number, fate: Fate, random: Random): Beacon {
  const nowMs = Date.now()
  const visitor = hex(Math.floor(n / BEACONS_PER_VISITOR)).padEnd(32, '0')
  const events = eventIdsOf(n, fate).map((eventId, index) =>
    anEvent(random.pick(EVENT_TYPES), {
      eventId,
      sessionId: visitor,
      occurredAtMs: nowMs - 1000 * (index + 1),
      trackingId: `gong-${visitor}`,
      page: {
        url: `https://www.acme.com/pages/${random.int(50)}?utm_source=mail`,
        title: 'Pricing | Acme',
        referrer: 'https://www.google.com/',
        viewId: visitor,
      },
    }),
  )
  return { v: 1, siteId: SITE_ID, anonymousId: visitor, sentAtMs: nowMs, events }
}

/** Known without the beacon, so that what was acknowledged can be looked for by its number alone. */
export function eventIdsOf(n: number, fate: Fate): string[] {
  const group = fate === 'good' ? '600d' : '0bad'
  return Array.from({ length: 1 + (n % MAX_EVENTS) }, (_, index) => {
    return `${hex(n)}-${group}-4b0a-8c0d-${hex(index).padStart(12, '0')}`
  })
}

/** Whether an event's id is one of a good beacon's. */
export function isGoodEventId(eventId: string): boolean {
  return /^[0-9a-f]{8}-600d-4b0a-8c0d-/.test(eventId)
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0')
}
