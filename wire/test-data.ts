import { randomUUID } from 'node:crypto'
import type { Beacon } from './beacon.js'
import type { EventOf, EventType, WireEvent } from './event.js'

/** A Tuesday afternoon, far from any limit of a clock. */
export const NOON_MS = Date.parse('2026-11-17T12:00:00Z')

export const VISITOR = 'a'.repeat(32)
export const SESSION = '5'.repeat(32)

const page = {
  url: 'https://www.acme.com/pricing',
  title: 'Pricing | Acme',
  viewId: 'b'.repeat(32),
}

type Own<T extends EventType> = Omit<EventOf<T>, keyof typeof common | 'type'>

const common = { eventId: '', sessionId: SESSION, occurredAtMs: NOON_MS, page }

/** What each type has of its own, every optional key included. */
const OWN: { [T in EventType]: Own<T> } = {
  page_view: { viewport: { width: 1280, height: 720 } },
  page_leave: { activeSeconds: 12.5, scrollPercent: 80 },
  click: {
    target: {
      kind: 'link',
      text: 'Book a demo',
      href: 'https://www.acme.com/demo',
      id: 'cta',
      name: 'book',
    },
    outbound: false,
  },
  file_download: { href: 'https://www.acme.com/files/sheet.pdf', fileName: 'sheet.pdf' },
  form_submit: { formId: 'contact', formName: 'Contact us' },
  video_progress: {
    video: {
      provider: 'youtube',
      id: 'dQw4w9WgXcQ',
      title: 'Product tour',
      url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      durationSeconds: 120,
    },
    watchedPercent: 50,
    milestonePercent: 50,
    positionPercent: 60,
    watchedSeconds: 60,
    ended: false,
  },
  search: {
    name: 'call recording',
    objectType: 'CATEGORY',
    domain: 'acme.com',
    objectId: 'c-7',
    url: 'https://www.acme.com/search',
  },
  step: { title: 'Onboarding', value: 'invite', availableSteps: ['sign up', 'invite', 'done'] },
  rating: { title: 'Would you recommend us?', value: 9, from: 0, to: 10, kind: 'NPS' },
  custom: {
    name: 'ROI calculated',
    title: 'ROI calculator',
    properties: { seats: 40, plan: 'team', annual: true },
  },
  identify: {
    person: {
      email: 'ada@example.org',
      name: 'Ada Lovelace',
      phoneNumber: '+44 20 7946 0000',
      personId: 'u-1',
      company: { name: 'Example', domain: 'example.org' },
    },
    token: 'header.claims.signature',
  },
  reset: {},
}

export const EVENT_TYPES = Object.keys(OWN) as EventType[]

/** A valid event of an id of its own; `changes` replace whole keys. */
export function anEvent<T extends EventType>(
  type: T,
  changes: Partial<EventOf<T>> = {},
): EventOf<T> {
  const event: object = { type, ...common, eventId: randomUUID(), ...OWN[type], ...changes }
  // The type's own keys and those that all share make a whole event.
  return event as EventOf<T>
}

/** A valid event that happened on another page of the site, or anywhere else. */
export function onPage(url: string, title = ''): { page: WireEvent['page'] } {
  return { page: { ...page, url, title } }
}

/** A beacon that left the page as its last event happened. */
export function aBeacon(events: unknown[], changes: Partial<Beacon> = {}) {
  return { v: 1, siteId: 'acme-www', anonymousId: VISITOR, sentAtMs: NOON_MS, events, ...changes }
}
