import type { Random } from '../../e2e/soak/random.js'
import type { SpooledBeacon } from '../../collector/store/spool/spooled-beacon.js'
import type { EventOf, EventType, WireEvent } from '../../wire/event.js'
import { ORIGIN, type SitePage } from './site.js'

type Common = 'type' | 'eventId' | 'sessionId' | 'occurredAtMs' | 'page' | 'trackingId'
export type Own<T extends EventType> = Omit<EventOf<T>, Common>

/** One visitor's browser: what it tells becomes beacons, as ingest hands them on. */
export interface Telling {
  beacons: SpooledBeacon[]
  /** The next event is of a new session. */
  beginSession(): void
  /** What follows happens on this page, in a view of its own. */
  open(page: SitePage, query: string): void
  tell<T extends EventType>(type: T, atMs: number, own: Own<T>): void
}

const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
] as const

const SEND_DELAY_MS = 900
const MINUTE_MS = 60_000

export function createTelling(
  random: Random,
  { number, isFromMail }: { number: number; isFromMail: boolean },
): Telling {
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.whole(0, 15).toString(16)).join('')
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`
  const anonymousId = hex(32)
  const trackingId = isFromMail ? { trackingId: `tid-${number}-${hex(12)}` } : {}
  const userAgent = random.pick(USER_AGENTS)
  const beacons: SpooledBeacon[] = []
  let sessionId = hex(32)
  let page: WireEvent['page'] = { url: ORIGIN, title: '', viewId: hex(32) }
  let referrer: string | undefined = 'https://www.google.com/'

  return {
    beacons,
    beginSession() {
      sessionId = hex(32)
      referrer = random.pick(['https://www.google.com/', 'https://www.linkedin.com/', undefined])
    },
    open({ path, title }, query) {
      const url = `${ORIGIN}${path}${query}`
      page = { url, title, viewId: hex(32), ...(referrer && { referrer }) }
      referrer = url
    },
    tell(type, atMs, own) {
      const common = { type, eventId: uuid(), sessionId, occurredAtMs: atMs, page, ...trackingId }
      // The fields of one event type and what all types share make a whole event.
      const event = { ...common, ...own } as unknown as WireEvent
      // One in fifty could not be sent and came with a later page.
      const lateMs = random.whole(1, 50) === 1 ? random.whole(1, 90) * MINUTE_MS : 0
      beacons.push({
        beaconId: uuid(),
        siteId: 'example-www',
        anonymousId,
        receivedAtMs: atMs + SEND_DELAY_MS + lateMs,
        userAgent,
        events: [{ event, occurredAtMs: atMs }],
        failedEvents: [],
      })
    },
  }
}
