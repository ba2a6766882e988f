import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import { MAX_BEACON_EVENTS, packBeacon } from './beacon.js'
import { boundText } from './bounds.js'
import { debug, listen, whenIdle } from './life.js'
import { retryDelayMs } from './retry-delay.js'

/** Long enough that a router has set the title, short enough that few visitors are gone. */
const SEND_DELAY_MS = 800

/** What all requests under way may hold together: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const KEEPALIVE_QUOTA_BYTES = 64 * 1024

/** Of more than these the oldest are dropped. */
const MAX_WAITING_EVENTS = 1_000

/** A request without an answer then counts as failed; it would keep its turn and its part of the quota for ever. */
const MAX_REQUEST_MS = 30_000

/*
 * A fresh event waits in `fresh` for its neighbours, then in `ready` for its turn: one beacon travels at a time.
 * Without an answer, refused by 429 or 5xx, or not even made, a beacon's turn lasts through a growing pause, after which
 * its events are at the front of `ready` again. An event that comes twice does no harm, since the collector knows it by its id.
 */
const fresh: WireEvent[] = []
const ready: WireEvent[] = []
let timer: ReturnType<typeof setTimeout> | undefined
let turns = 0
let failures = 0
let bytesUnderWay = 0
let endpoint: string
let seal: () => Omit<Beacon, 'events'>

/** Sets where beacons go, and what completes the waiting events and makes the envelope as one goes. */
export function openSender(address: string, sealBeacon: typeof seal): void {
  seal = sealBeacon
  endpoint = address
}

/** Sends the event within a second, together with its neighbours. It may change until it is sent. */
export function send(event: WireEvent): void {
  fresh.push(event)
  timer ??= setTimeout(() => whenIdle(() => flush()), SEND_DELAY_MS)
}

/** Sends now what waits; `isLeaving` says that there may be no later, so it minds neither turn nor pause. */
export function flush(isLeaving?: boolean): void {
  clearTimeout(timer)
  timer = undefined
  ready.push(...fresh.splice(0))
  giveTurns(isLeaving)
}

function giveTurns(isLeaving?: boolean): void {
  for (const event of ready.splice(0, ready.length - MAX_WAITING_EVENTS)) {
    debug('dropped', event)
  }
  while (ready.length && (isLeaving || !turns)) {
    // Taken out before anything can fail, so that this ends.
    void takeTurn(ready.splice(0, MAX_BEACON_EVENTS), isLeaving)
  }
}

/** Never rejects: nobody waits for it, and the page would see an unhandled rejection. */
async function takeTurn(events: WireEvent[], isLeaving?: boolean) {
  let bytes = 0
  let status = 0
  let retryAfterSeconds = 0
  turns++
  try {
    const packed = packBeacon(
      JSON.stringify(seal()),
      events.map((event) => JSON.stringify(event, boundText)),
    )
    const { body } = packed
    ready.unshift(...events.splice(packed.count))
    // Firefox before 133 knows no keepalive; there a beacon is all that outlives its page.
    const canOutlive = 'keepalive' in (window.Request?.prototype ?? {})
    if (isLeaving && !canOutlive && navigator.sendBeacon(endpoint, body)) return void turns--
    bytesUnderWay += bytes = packed.bytes
    const response = await fetch(endpoint, {
      method: 'POST',
      body,
      // Beyond the quota the browser refuses at once; a plain fetch has none, and mostly gets through.
      keepalive: bytesUnderWay <= KEEPALIVE_QUOTA_BYTES,
      credentials: 'omit',
      // Not in Safari before 16 and Chrome before 103: https://caniuse.com/mdn-api_abortsignal_timeout_static
      signal: AbortSignal.timeout?.(MAX_REQUEST_MS),
    })
    status = response.status
    retryAfterSeconds = Number(response.headers.get('retry-after'))
    // Chromium counts the beacon against the quota until its answer has been read.
    await response.text()
  } catch (error) {
    // Nobody there, somebody between us, or a browser that lacks something: the status stays 0.
    debug(error)
  }
  bytesUnderWay -= bytes
  const isKept = !status || status === 429 || status >= 500
  debug(isKept || status < 400 ? 'beacon' : 'dropped', status, events)
  if (isKept) {
    await pause(retryAfterSeconds)
    // Not before: when a page goes, Chromium rejects what it lets go on, and leaving would send it a second time.
    ready.unshift(...events)
  } else failures = 0
  turns--
  giveTurns()
}

/** Waits as long as one more failure demands, or until the browser is back online. */
function pause(retryAfterSeconds: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, retryDelayMs(++failures, retryAfterSeconds))
    listen('online', resolve)
  })
}
