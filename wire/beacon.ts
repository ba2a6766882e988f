import { z } from 'zod'
import type { WireEvent } from './event.js'
import { MAX_EVENTS_PER_BEACON, WIRE_VERSION } from './limits.js'
import { randomId, timeMs } from './text.js'

export const siteId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits and hyphens')

/**
 * The beacon around its events. The events are checked one by one afterwards, so that a bad one never costs its
 * neighbours.
 */
export const envelope = z.strictObject({
  v: z.literal(WIRE_VERSION),
  siteId,
  anonymousId: randomId,
  /** When the page let go of the beacon, by the same clock as `occurredAtMs`. */
  sentAtMs: timeMs,
  /** The page's own word that a program drives the browser (`navigator.webdriver`). */
  automated: z.literal(true).optional(),
  events: z.array(z.unknown()).min(1).max(MAX_EVENTS_PER_BEACON),
})

export type Envelope = z.infer<typeof envelope>

/** What the snippet sends: an envelope whose events are whole. */
export type Beacon = Omit<Envelope, 'events'> & { events: WireEvent[] }
