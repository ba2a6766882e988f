import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { envelope, type Envelope } from '../../wire/beacon.js'
import { event as eventSchema } from '../../wire/event.js'
import { MAX_DEPTH, MAX_EVENTS_PER_BEACON, WIRE_VERSION } from '../../wire/limits.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { AcceptedEvent, FailedEvent, SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { nestsDeeperThan } from './json-depth.js'
import { asIssue, refuse, type Refusal } from './refusal.js'
import { trueTimeMs } from './true-time.js'

/** The snippet keeps what it could not send for a day; what is said to be older than this is a broken clock. */
const MAX_EVENT_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** Reads the body as an envelope whose events are still unchecked. */
export function parseEnvelope(body: string): { kind: 'envelope'; envelope: Envelope } | Refusal {
  if (nestsDeeperThan(body, MAX_DEPTH)) return refuse(400, 'json_too_deep')
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    return refuse(400, 'json_malformed', [String(error)])
  }
  if (typeof json === 'object' && json !== null) {
    if ('v' in json && json.v !== WIRE_VERSION) return refuse(400, 'version_unsupported')
    if ('events' in json && Array.isArray(json.events)) {
      if (json.events.length > MAX_EVENTS_PER_BEACON) return refuse(400, 'too_many_events')
    }
  }
  const parsed = envelope.safeParse(json)
  return parsed.success
    ? { kind: 'envelope', envelope: parsed.data }
    : refuse(400, 'envelope_invalid', issuesOf(parsed.error))
}

/** Checks the events one by one; a bad one is kept with its reason and never costs its neighbours. */
export function parseEvents(
  { siteId, anonymousId, sentAtMs, events }: Envelope,
  { receivedAtMs, userAgent }: { receivedAtMs: number; userAgent: string | null },
): SpooledBeacon {
  const accepted: AcceptedEvent[] = []
  const failed: FailedEvent[] = []
  for (const [index, candidate] of events.entries()) {
    const body = (): string => JSON.stringify(candidate)
    const parsed = eventSchema.safeParse(candidate)
    if (!parsed.success) {
      const detail = issuesOf(parsed.error).join('; ')
      failed.push({ index, reason: 'event_invalid', detail, body: body() })
      continue
    }
    const event = parsed.data
    const occurredAtMs = trueTimeMs({ receivedAtMs, sentAtMs, occurredAtMs: event.occurredAtMs })
    if (occurredAtMs < receivedAtMs - MAX_EVENT_AGE_MS) {
      const detail = ERROR_CODES.event_too_old
      failed.push({ index, reason: 'event_too_old', detail, body: body() })
      continue
    }
    accepted.push({ event, occurredAtMs })
  }
  return {
    beaconId: randomUUID(),
    siteId,
    anonymousId,
    receivedAtMs,
    userAgent,
    events: accepted,
    failedEvents: failed,
  }
}

/** Enough for whoever mends the page, too little to fill a log with. */
const MAX_ISSUES = 10

/** Paths and messages quote the page's own keys. */
function issuesOf(error: z.ZodError): string[] {
  return error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .map(asIssue)
}
