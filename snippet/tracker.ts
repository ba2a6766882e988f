import type { EventOf, EventType, WireEvent } from '../wire/event.js'
import { openActivity, readActivity } from './activity.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { whenGranted } from './consent.js'
import { newEventId, newId } from './ids.js'
import { debug, guard } from './life.js'
import { isView, options } from './options.js'
import { flush, openSender, send } from './sender.js'
import type { Arrival, Visitor } from './visitor.js'
import { nextVisitor } from './visitor.js'
import { readVisitor, writeVisitor } from './visitor-store.js'

type Common =
  'type' | 'eventId' | 'sessionId' | 'occurredAtMs' | 'page' | 'trackingId' | 'linkToken'

/** What a capture or a command knows of an event; ids, time and page are added. */
export type Fields<Type extends EventType> = Omit<EventOf<Type>, Common>

/*
 * There is one page and one visitor in it, so their state is the module's own. A factory with dependencies and an
 * object for every caller took 37 bytes more (brotli) and said nothing more.
 */
let visitor: Visitor | [] = []
/** Whose the present view is. */
let viewer: Visitor | [] = []
let page: WireEvent['page'] | undefined
/** What tells one view from the next. */
let route: string
let pastMs: number | undefined
let report: (() => void) | undefined

/** Opens the first view; it is counted by `countView`. `onSend` is called as a beacon goes. */
export function openTracker(onSend: () => void): void {
  openSender(() => {
    settleTitle()
    onSend()
    // Whatever is sent has been recorded, which makes a visitor.
    return { v: 1, siteId: options.site, anonymousId: visitor[0] as string, sentAtMs: Date.now() }
  })
  openPage(document.referrer)
}

/** Queues an event of the present view; `arrival` is what it tells about the person. */
export function record<Type extends EventType>(
  type: Type | '',
  fields?: Fields<Type>,
  arrival: Arrival = {},
): void {
  const view = page
  const atMs = pastMs ?? Date.now()
  // A copy, since the page may change what it gave; indented, since that shows how deep it nests. Throws on a circle or a
  // toJSON that throws. No text of the page's own makes a beacon too large; the collector takes less of any.
  const own = JSON.stringify(
    { ...fields },
    (_, value: unknown) => (typeof value === 'string' ? value.slice(0, 4_096) : value),
    1,
  )
  // A beacon that nests 9 deep is refused with all its events.
  if (/\n {6}/.test(own)) throw Error(own)
  whenGranted(() => {
    // A view's last figures belong to its session, whoever has come since and however long ago it was.
    const isLate = type === 'page_leave'
    if (!isLate) visitor = nextVisitor(readVisitor(visitor), arrival, atMs)
    if (type === 'page_view') viewer = visitor
    const [, lastAtMs = 0, sessionId, trackingId, linkToken] = isLate ? viewer : visitor
    // After consent was taken back, a view's end is nobody's.
    if (!sessionId) return
    if (type) {
      const event = {
        type,
        eventId: newEventId(),
        sessionId,
        occurredAtMs: Math.max(atMs, lastAtMs),
        page: view,
        trackingId: trackingId || undefined,
        linkToken: linkToken || undefined,
        ...(JSON.parse(own) as Fields<EventType>),
      }
      debug(type, event)
      // The fields of one event type and what all types share make a whole event.
      send(event as unknown as WireEvent)
    }
    if (type === 'reset') visitor = visitor.slice(0, 2) as Visitor
    // With a session there is all of it.
    if (!isLate) writeVisitor(visitor as Visitor)
  })
}

/** Has what is recorded from now on happen at that time, or by the clock again. */
export function recordAt(atMs?: number): void {
  pastMs = atMs
}

/** Forgets the visitor, here and in storage. */
export function forgetVisitor(): void {
  visitor = viewer = []
  writeVisitor()
}

/** Queues the present view's own event. */
export function countView(): void {
  record('page_view')
}

/** Counts another view if the browser is where another one begins. */
export function checkView(): void {
  // There is one since the tracker was opened.
  if (readRoute() !== route) nextView((page as WireEvent['page']).url)
}

/** Ends the present view and counts one of where the browser is now, come from `referrer`. */
export function nextView(referrer: string): void {
  leave(false)
  openPage(referrer)
  countView()
}

/** Has the action called before a view ends, so that it can queue its last figures. */
export function beforeLeaving(action: () => void): void {
  report = guard(action)
}

/** Takes the view's last figures and its title, and sends; at once when the page may be gone a moment later. */
export function leave(isLeaving: boolean): void {
  if (!page) return
  report?.()
  const activity = readActivity()
  if (activity) record('page_leave', activity)
  settleTitle()
  flush(isLeaving)
}

/** Ends the last view for good, for the module's sake: the script has no end. */
export function closeTracker(): void {
  guard(() => leave(true))()
  page = undefined
}

function openPage(referrer: string): void {
  page = {
    url: cleanUrl(location.href),
    title: '',
    referrer: cleanUrl(referrer) || undefined,
    viewId: newId(),
  }
  route = readRoute()
  openActivity()
}

function readRoute(): string {
  const { pathname, search, hash } = location
  return pathname + (isView('query') ? search : '') + (isView('hash') ? hash : '')
}

/** Waiting events share their page; its title is read when they go, since routers set it late. */
function settleTitle(): void {
  // A `<form name="title">` takes the title's place, and is no text: https://html.spec.whatwg.org/#dom-document-nameditem
  if (page) page.title = redactEmails(document.title)
}
