import { randomUUID } from 'node:crypto'
import type { WireEvent } from '../../wire/event.js'
import { ORIGIN } from './soak-config.js'
import type { Random } from './random.js'

/** A browser that visits; its counter runs through all its events. */
export interface Visitor {
  anonymousId: string
  sessionId: string
  counter: number
  /** Of its last event, or of the answer to its last beacon, whichever came later. */
  lastMs: number
}

/** What is sent again until it is acknowledged. */
export interface Unsent {
  anonymousId: string
  events: WireEvent[]
}

const MAX_EVENTS = 5
const TYPES = ['page_view', 'page_view', 'click', 'click', 'video_progress', 'identify'] as const
const PATHS = ['/', '/pricing', '/tour', '/blog'] as const

export function createVisitor(random: Random): Visitor {
  const id = (): string =>
    Array.from({ length: 32 }, () => random.whole(0, 15).toString(16)).join('')
  return { anonymousId: id(), sessionId: id(), counter: 0, lastMs: 0 }
}

/**
 * What happens next to a visitor: 1 to 5 events, each later than the one before and than every answer before. Each
 * carries its counter as its page's title.
 */
export function composeEvents(visitor: Visitor, random: Random, nowMs: number): Unsent {
  const events = Array.from({ length: random.whole(1, MAX_EVENTS) }, (): WireEvent => {
    visitor.counter++
    visitor.lastMs = Math.max(visitor.lastMs + 1, nowMs)
    return composeEvent(visitor, random)
  })
  return { anonymousId: visitor.anonymousId, events }
}

export function counterOf(event: Pick<WireEvent, 'page'>): number {
  return Number(event.page.title)
}

function composeEvent({ sessionId, counter, lastMs, anonymousId }: Visitor, random: Random) {
  const common = {
    eventId: randomUUID(),
    sessionId,
    occurredAtMs: lastMs,
    page: {
      url: `${ORIGIN}${random.pick(PATHS)}`,
      title: String(counter),
      viewId: sessionId,
    },
  }
  const type = random.pick(TYPES)
  switch (type) {
    case 'page_view':
      return { type, ...common, viewport: { width: 1280, height: 720 } }
    case 'click':
      return { type, ...common, target: { kind: 'button' as const, text: 'Book a demo' } }
    case 'video_progress': {
      const percent = random.whole(0, 100)
      const video = { provider: 'html5' as const, id: '/tour.mp4', durationSeconds: 100 }
      const seen = { watchedPercent: percent, positionPercent: percent, watchedSeconds: percent }
      return { type, ...common, video, ...seen }
    }
    case 'identify':
      return { type, ...common, person: { email: `${anonymousId.slice(0, 8)}@example.org` } }
  }
}
