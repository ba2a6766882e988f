import type { WireEvent } from '../wire/event.js'
import { settle } from './consent.js'
import { debug, listen, whenIdle } from './life.js'
import { options } from './options.js'
import { retryDelayMs } from './retry-delay.js'
import { serialise, storeUnsent } from './unsent-store.js'
import { settleTitle } from './view.js'
import { visitor } from './visitor-store.js'

/** Long enough that a router has set the title, short enough that few visitors are gone. */
const SEND_DELAY_MS = 800

/** So many of the usual size fit the collector's 64 KiB. */
const MAX_BEACON_EVENTS = 20

/** Of the 64 KiB that all requests of a page may hold: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const MAX_KEEPALIVE_CHARACTERS = 60_000

/** Those beyond are dropped. */
const MAX_UNSENT_EVENTS = 1_000

/** A request without an answer then counts as failed; it would keep its turn for ever. */
const MAX_REQUEST_MS = 30_000

/*
 * An event is unsent until the collector has answered. It waits for its neighbours and then for its turn: one beacon
 * travels at a time. Without an answer, refused by 429 or 5xx, or not even made, a beacon travels on through a growing
 * pause, after which its events wait again. When the page is left, whatever does not travel goes at once, unless the
 * last beacon failed, and what is unsent is stored for the next page. An event that comes twice does no harm, since the
 * collector knows it by its id.
 */
const unsent = new Set<WireEvent>()
const travelling = new Set<WireEvent>()
let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0
/** Fewer while one of the events makes beacons too large or unreadable, until it is alone. */
let maxEvents = MAX_BEACON_EVENTS
let onSend: () => void

/** Has the action called as a beacon goes. */
export function openSender(action: () => void): void {
  onSend = action
}

/** Sends the event within a second, together with its neighbours. It may change until it is sent. */
export function send(event: WireEvent): void {
  if (unsent.size < MAX_UNSENT_EVENTS) unsent.add(event)
  else debug('dropped', 'too_many', event)
  timer ??= setTimeout(() => whenIdle(() => flush()), SEND_DELAY_MS)
}

/**
 * Lets what travels wait again: in Firefox and WebKit a request under way when a page is frozen never comes to an end,
 * not even by its signal.
 */
export function resume(): void {
  travelling.clear()
}

/** Drops what is unsent. */
export function forgetUnsent(): void {
  unsent.clear()
}

/** Sends now what waits; `isLeaving` says that there may be no later, so it minds neither turn nor pause. */
export function flush(isLeaving?: boolean): void {
  settle()
  // A page that is only hidden goes on by it, where what it leaves failed.
  if (!isLeaving) timer = clearTimeout(timer) as undefined
  const events = [...unsent].filter((event) => !travelling.has(event)).slice(0, maxEvents)
  // While it fails, what is stored is better than dozens of requests that fail too.
  if (events.length && (isLeaving ? !failures : !travelling.size)) {
    void travel(events)
    // What is left, if it need not wait for its turn.
    flush(isLeaving)
  } else if (isLeaving && unsent.size) storeUnsent(unsent)
}

/** Never rejects: nobody waits for it, and the page would see an unhandled rejection. */
async function travel(events: WireEvent[]) {
  // Beacons that go side by side as the page is left fail as one.
  const failuresBefore = failures
  let response: Response | undefined
  events.forEach((event) => travelling.add(event))
  try {
    settleTitle()
    onSend()
    // The collector knows whether the site counts browsers that a program drives.
    const automated = navigator.webdriver ? '"automated":true,' : ''
    const body = `{"v":1,${automated}"siteId":"${options.site}","anonymousId":"${visitor[0]}","sentAtMs":${Date.now()},"events":[${serialise(events)}]}`
    response = await fetch(options.endpoint, {
      method: 'POST',
      body,
      // Where other scripts have used up the quota, or the text is not of single bytes, the browser refuses at once.
      keepalive: !failures && body.length < MAX_KEEPALIVE_CHARACTERS,
      credentials: 'omit',
      // Not in Safari before 16 and Chrome before 103: https://caniuse.com/mdn-api_abortsignal_timeout_static
      signal: AbortSignal.timeout?.(MAX_REQUEST_MS),
    })
    // Chromium counts the beacon against the quota until its answer has been read.
    await response.text()
  } catch (error) {
    // Nobody there, somebody between us, or a browser that lacks something: there is no response.
    debug('error', error)
  }
  const status = response?.status ?? 0
  // Too large, or one among them makes it unreadable: then the halves go at once.
  const isHalved = (status === 413 || status === 400) && events.length > 1
  const isRetried = !status || status === 429 || status >= 500
  debug(isHalved || isRetried || status < 400 ? 'beacon' : 'dropped', status, events)
  if (!isHalved && !isRetried) events.forEach((event) => unsent.delete(event))
  storeUnsent(unsent)
  if (isRetried) {
    await new Promise((resolve) => {
      failures = failuresBefore + 1
      setTimeout(resolve, retryDelayMs(failuresBefore, response?.headers.get('retry-after')))
      listen('online', resolve)
    })
  } else {
    failures = 0
    if (isHalved) maxEvents = events.length >> 1
    else if (status < 400) maxEvents = MAX_BEACON_EVENTS
  }
  // Not before: when a page goes, Chromium rejects what it lets go on, and leaving would send it a second time.
  events.forEach((event) => travelling.delete(event))
  // Fresh events have a timer then, since their titles may not be there yet.
  settle()
  if (!timer) flush()
}
