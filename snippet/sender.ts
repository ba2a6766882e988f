import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import { debug, listen, whenIdle } from './life.js'
import { options } from './options.js'
import { retryDelayMs } from './retry-delay.js'
import { serialise, storeUnsent, takeUnsent } from './unsent-store.js'

/** Long enough that a router has set the title, short enough that few visitors are gone. */
const SEND_DELAY_MS = 800

/** What all requests under way may hold together: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const KEEPALIVE_QUOTA_BYTES = 64 * 1024

/** So many of the usual size fit the collector's 64 KiB. */
const MAX_BEACON_EVENTS = 20

/** Those beyond are dropped. */
const MAX_UNSENT_EVENTS = 1_000

/** A request without an answer then counts as failed; it would keep its turn and its part of the quota for ever. */
const MAX_REQUEST_MS = 30_000

/*
 * An event is unsent until the collector has answered. It waits for its neighbours and then for its turn: one beacon
 * travels at a time. Without an answer, refused by 429 or 5xx, or not even made, a beacon travels on through a growing
 * pause, after which its events wait again. When the page is left, whatever does not travel goes at once, unless the
 * last beacon failed, and what is unsent is stored for the next page. An event that comes twice does no harm, since the
 * collector knows it by its id.
 */
const unsent = new Set<WireEvent>()
let travelling = new Set<WireEvent>()
let timer: ReturnType<typeof setTimeout> | undefined
let failures = 0
let bytesUnderWay = 0
/** Fewer after a 413, until the one that is too large by itself was found. */
let maxEvents = MAX_BEACON_EVENTS
let seal: () => Omit<Beacon, 'events'>

/** Sets what completes the waiting events and makes the envelope as one goes. */
export function openSender(sealBeacon: typeof seal): void {
  seal = sealBeacon
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
  travelling = new Set()
  bytesUnderWay = 0
}

/** Drops what is unsent, here and in storage. */
export function forgetUnsent(): void {
  takeUnsent()
  unsent.clear()
}

/** Sends now what waits; `isLeaving` says that there may be no later, so it minds neither turn nor pause. */
export function flush(isLeaving?: boolean): void {
  timer = clearTimeout(timer) as undefined
  const events = [...unsent].filter((event) => !travelling.has(event)).slice(0, maxEvents)
  // While it fails, what is stored is better than dozens of requests that fail too.
  if (events.length && (isLeaving ? !failures : !travelling.size)) {
    void travel(events)
    // What is left, if it need not wait for its turn.
    flush(isLeaving)
  } else if (isLeaving) storeUnsent(unsent)
}

/** Never rejects: nobody waits for it, and the page would see an unhandled rejection. */
async function travel(events: WireEvent[]) {
  const companions = travelling
  const failuresBefore = failures
  let bytes = 0
  let response: Response | undefined
  events.forEach((event) => companions.add(event))
  try {
    const envelope = JSON.stringify(seal()).slice(0, -1)
    const body = `${envelope},"events":[${serialise(events)}]}`
    bytesUnderWay += bytes = new Blob([body]).size
    response = await fetch(options.endpoint, {
      method: 'POST',
      body,
      // Beyond the quota, which other scripts may have used up, the browser refuses at once; a plain fetch has none.
      keepalive: !failures && bytesUnderWay <= KEEPALIVE_QUOTA_BYTES,
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
  if (companions === travelling) bytesUnderWay -= bytes
  const status = response?.status ?? 0
  const isTooLarge = status === 413 && events.length > 1
  const isKept = isTooLarge || !status || status === 429 || status >= 500
  if (status === 413) maxEvents = isTooLarge ? events.length >> 1 : MAX_BEACON_EVENTS
  debug(isKept || status < 400 ? 'beacon' : 'dropped', status, events)
  if (!isKept) events.forEach((event) => unsent.delete(event))
  storeUnsent(unsent)
  if (isKept) {
    await new Promise((resolve) => {
      failures = failuresBefore + 1
      const retryAfter = Number(response?.headers.get('retry-after'))
      setTimeout(resolve, retryDelayMs(failuresBefore, retryAfter))
      listen('online', resolve)
    })
  } else failures = 0
  // Not before: when a page goes, Chromium rejects what it lets go on, and leaving would send it a second time.
  events.forEach((event) => companions.delete(event))
  // Fresh events have a timer, since their titles may not be there yet.
  if (!timer) flush()
}
