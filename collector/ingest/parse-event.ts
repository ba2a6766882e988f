import { event as eventSchema } from '../../wire/event.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { AcceptedEvent } from '../store/spool/spooled-beacon.js'
import { issuesOf } from './issues-of.js'
import { trueTimeMs } from './true-time.js'

export type ParsedEvent =
  { kind: 'accepted'; event: AcceptedEvent } | { kind: 'failed'; reason: ErrorCode; detail: string }

/** The snippet keeps what it could not send for a day; what is said to be older than this is a broken clock. */
const MAX_EVENT_AGE_MS = 30 * 24 * 60 * 60 * 1000

/** Checks one event of a beacon and finds its true time. */
export function parseEvent(
  candidate: unknown,
  { receivedAtMs, sentAtMs }: { receivedAtMs: number; sentAtMs: number },
): ParsedEvent {
  const parsed = eventSchema.safeParse(candidate)
  if (!parsed.success) {
    return { kind: 'failed', reason: 'event_invalid', detail: issuesOf(parsed.error).join('; ') }
  }
  const event = parsed.data
  const occurredAtMs = trueTimeMs({ receivedAtMs, sentAtMs, occurredAtMs: event.occurredAtMs })
  return occurredAtMs < receivedAtMs - MAX_EVENT_AGE_MS
    ? { kind: 'failed', reason: 'event_too_old', detail: ERROR_CODES.event_too_old }
    : { kind: 'accepted', event: { event, occurredAtMs } }
}
