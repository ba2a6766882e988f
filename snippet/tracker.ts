import type { WireEvent } from '../wire/event.js'
import type { Options } from './api.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { newEventId, newId } from './ids.js'
import { debug, guard } from './life.js'
import { flush, openSender, send } from './sender.js'
import { readTrackingId } from './tracking-id.js'
import type { Arrival, Visitor } from './visitor.js'
import { nextVisitor } from './visitor.js'
import { readVisitor, writeVisitor } from './visitor-store.js'

type Common = 'eventId' | 'sessionId' | 'occurredAtMs' | 'page' | 'trackingId' | 'linkToken'

type WithoutCommon<E> = E extends unknown ? Omit<E, Common> : never

/** An event as a capture or a command makes it, before it gets ids, time and page. */
export type EventFields = WithoutCommon<WireEvent>

/*
 * There is one page and one visitor in it, so their state is the module's own. A factory with dependencies and an
 * object for every caller took 37 bytes more (brotli) and said nothing more.
 */
let visitor: Visitor
let page: WireEvent['page']
const reports: (() => void)[] = []
let trackingParams: readonly string[]
let urlTrackingId: string | undefined

/** Opens the first view; it is counted by `countView`. */
export function openTracker(options: Options): void {
  trackingParams = options.trackingParams ?? []
  openSender(options.endpoint, () => {
    settleTitle()
    const { anonymousId } = visitor
    return { v: 1, siteId: options.siteId, anonymousId, sentAtMs: Date.now() }
  })
  openPage(document.referrer)
}

/** Queues an event of the present view; `arrival` is what it tells about the person. */
export function record(fields: EventFields, arrival: Arrival = {}): void {
  arrive(arrival)
  const { sessionId, trackingId, lastEventAtMs: occurredAtMs } = visitor
  const common = { eventId: newEventId(), sessionId, occurredAtMs, page, trackingId }
  // The fields of one event type and what all types share make a whole event.
  const event = { ...fields, ...common } as WireEvent
  debug(event.type, event)
  send(event)
}

/** Learns something about the person without an event. */
export function arrive(arrival: Arrival): void {
  visitor = nextVisitor(readVisitor(visitor), arrival, Date.now())
  writeVisitor(visitor)
}

/** Ends the visitor's session and forgets who it was. */
export function reset(): void {
  visitor.sessionId = ''
  writeVisitor(visitor)
}

/** Queues the present view's own event. */
export function countView(): void {
  record({ type: 'page_view', viewport: { width: innerWidth, height: innerHeight } })
}

/** Ends the present view and counts one of where the browser is now, come from `referrer`. */
export function nextView(referrer: string): void {
  leave(false)
  openPage(referrer)
  countView()
}

/** Has `report` called before a view ends, so that it can queue its last figures. */
export function beforeLeaving(report: () => void): void {
  reports.push(guard(report))
}

/** Takes the view's last figures and its title, and sends; at once when the page may be gone a moment later. */
export function leave(isLeaving: boolean): void {
  reports.forEach((report) => report())
  settleTitle()
  flush(isLeaving)
}

function openPage(referrer: string): void {
  page = {
    url: cleanUrl(location.href),
    title: '',
    referrer: cleanUrl(referrer) || undefined,
    viewId: newId(),
  }
  const trackingId = readTrackingId(location.search, trackingParams)
  // Once only: the parameter stays in the address after a reset, or when another tab brings another person.
  if (trackingId && trackingId !== urlTrackingId) arrive({ trackingId })
  urlTrackingId = trackingId
}

/** Waiting events share their page; its title is read when they go, since routers set it late. */
function settleTitle(): void {
  // A `<form name="title">` takes the title's place: https://html.spec.whatwg.org/#dom-document-nameditem
  const title: unknown = document.title
  page.title = typeof title === 'string' ? redactEmails(title) : ''
}
