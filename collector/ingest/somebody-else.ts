import { v5 as uuidV5 } from 'uuid'
import type { ErrorCode } from '../lib/error-codes.js'
import type { FailedIdentify } from '../store/identities.js'
import type { AcceptedEvent } from '../store/spool/spooled-beacon.js'
import { parseEvent } from './parse-event.js'

/** Minted for this; what comes of it must stay the same. */
const NAMESPACE = '8f1d0c52-6a0e-4f5b-9a57-3d2be1c47f60'

/**
 * What an event that failed says all the same, when it names a person: that whoever was there before no longer is. Else
 * what comes next would be taken for theirs. It ends the session of the same time as a reset does, with the reason why it
 * is none: where nobody was there before it, no history is cut. It is the same one however often the event comes; null
 * where session and time cannot be read, or where nobody is named.
 */
export function somebodyElse(
  candidate: unknown,
  { reason, ...times }: { reason: ErrorCode; receivedAtMs: number; sentAtMs: number },
): AcceptedEvent | null {
  if (typeof candidate !== 'object' || candidate === null) return null
  const given: Record<string, unknown> = { ...candidate }
  const { type, eventId, sessionId, occurredAtMs, page } = given
  if (type !== 'identify' && reason !== 'identity_rate_limited') return null
  const ownId = uuidV5(JSON.stringify([eventId, sessionId, occurredAtMs]), NAMESPACE)
  const reset = { type: 'reset', eventId: ownId, sessionId, occurredAtMs, page }
  const read = parseEvent(reset, times)
  if (read.kind === 'failed' || read.event.event.type !== 'reset') return null
  const event: FailedIdentify = { ...read.event.event, failedBy: reason }
  return { ...read.event, event }
}
