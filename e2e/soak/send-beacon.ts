import type { Beacon } from '../../wire/beacon.js'
import type { Unsent } from './compose-events.js'
import { ORIGIN, SITE_ID } from './soak-config.js'
import type { RefusalCode } from './tally.js'

/** What one attempt came to; the next step follows from it alone. */
export type Answer =
  | { kind: 'acknowledged' } // on disk: from now on owed
  | { kind: 'refused'; code: RefusalCode } // nobody knows whether it was stored: send it again
  | { kind: 'wrong'; detail: string } // an answer that a valid beacon never gets

const ANSWER_WITHIN_MS = 5000

const HEADERS = {
  Origin: ORIGIN,
  'Content-Type': 'text/plain',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

/** As the snippet does: the events as they are, the time of sending anew. */
export async function sendBeacon(
  collectorUrl: string,
  { anonymousId, events }: Unsent,
): Promise<Answer> {
  const beacon: Beacon = { v: 1, siteId: SITE_ID, anonymousId, sentAtMs: Date.now(), events }
  let status: number
  let text: string
  try {
    const response = await fetch(`${collectorUrl}/v1/events`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(beacon),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    status = response.status
    text = await response.text()
  } catch {
    return { kind: 'refused', code: 'network' } // No answer, or none in time.
  }
  switch (status) {
    case 204:
      return { kind: 'acknowledged' }
    case 503:
      return { kind: 'refused', code: '503' }
    case 429:
      return { kind: 'refused', code: '429' }
    default:
      return { kind: 'wrong', detail: `${status} ${text}` }
  }
}
