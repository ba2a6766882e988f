import { randomUUID } from 'node:crypto'
import { envelope, type Envelope } from '../../wire/beacon.js'
import { MAX_DEPTH, MAX_EVENTS_PER_BEACON, WIRE_VERSION } from '../../wire/limits.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { AcceptedEvent, FailedEvent, SpooledBeacon } from '../store/spool/spooled-beacon.js'
import type { VisitorContext } from '../store/visitor-context.js'
import type { NamesTooMany } from './identity-limit.js'
import { issuesOf } from './issues-of.js'
import { nestsDeeperThan } from './json-depth.js'
import { parseEvent, type ParsedEvent } from './parse-event.js'
import { refuse, type Refusal } from './refusal.js'
import { somebodyElse } from './somebody-else.js'
import { trueTimesMs, type BeaconTimes } from './true-time.js'

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

/** What is known of a beacon besides its text. */
interface Received {
  receivedAtMs: number
  userAgent: string | null
  context: VisitorContext | null
}

/**
 * Checks the events one by one; a bad one is kept with its reason and never costs its neighbours. Of one that names a
 * person there stays, besides, that whoever was there before no longer is. The true times of all that is kept are found
 * together, since one clock has told them.
 */
export function parseEvents(
  envelope: Envelope,
  { namesTooMany, ...received }: Received & { namesTooMany: NamesTooMany },
): SpooledBeacon {
  const events: AcceptedEvent[] = []
  const failedEvents: FailedEvent[] = []
  const { sentAtMs } = envelope
  const times = { receivedAtMs: received.receivedAtMs, sentAtMs }
  for (const [index, candidate] of envelope.events.entries()) {
    const read = admit(parseEvent(candidate, times), namesTooMany)
    if (read.kind === 'accepted') {
      events.push(read.event)
    } else {
      const { reason, detail } = read
      failedEvents.push({ index, reason, detail, body: JSON.stringify(candidate) })
      const reset = somebodyElse(candidate, { reason, ...times })
      if (reset) events.push(reset)
    }
  }
  return { ...beaconOf(envelope, received), events: inOneClock(events, times), failedEvents }
}

/** Events whose true times are found together; each was checked as if it had come alone. */
function inOneClock(events: readonly AcceptedEvent[], times: BeaconTimes): AcceptedEvent[] {
  const trueMs = trueTimesMs(
    events.map(({ event }) => event.occurredAtMs),
    times,
  )
  return events.map((each, index) => ({
    ...each,
    occurredAtMs: trueMs[index] ?? each.occurredAtMs,
  }))
}

function admit(read: ParsedEvent, namesTooMany: NamesTooMany): ParsedEvent {
  if (read.kind === 'failed' || !namesTooMany(read.event.event)) return read
  const reason = 'identity_rate_limited'
  return { kind: 'failed', reason, detail: ERROR_CODES[reason] }
}

/** Keeps of a beacon how many events it had, and why they are gone. */
export function dropEvents(
  envelope: Envelope,
  { reason, ...received }: Received & { reason: ErrorCode },
): SpooledBeacon {
  const dropped = { reason, eventCount: envelope.events.length }
  return { ...beaconOf(envelope, received), events: [], failedEvents: [], dropped }
}

function beaconOf({ siteId, anonymousId }: Envelope, { context, ...received }: Received) {
  return { beaconId: randomUUID(), siteId, anonymousId, ...received, ...(context && { context }) }
}
