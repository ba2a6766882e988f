import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import { packBeacon } from './beacon.js'
import { boundText } from './bounds.js'
import { debug, listen, whenIdle } from './life.js'
import { retryDelayMs } from './retry-delay.js'

/** Long enough that a router has set the title, short enough that few visitors are gone. */
const SEND_DELAY_MS = 800

/** What all requests under way may hold together: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
const KEEPALIVE_QUOTA_BYTES = 64 * 1024

/** While the collector cannot be reached; the oldest go first. */
const MAX_KEPT_EVENTS = 1_000

/*
 * A fresh event waits in `fresh` for its neighbours, then in `ready` for its turn: one beacon travels at a time.
 * Without an answer, or refused by 429 or 5xx, a beacon's turn lasts through a growing pause, after which its events
 * are at the front of `ready` again. An event that comes twice does no harm, since the collector knows it by its id.
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
  endpoint = address
  seal = sealBeacon
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
  while (ready.length && (isLeaving || !turns)) void takeTurn(isLeaving)
}

async function takeTurn(isLeaving?: boolean) {
  const head = JSON.stringify(seal())
  const texts = ready.map((event) => JSON.stringify(event, boundText))
  const { body, bytes, count } = packBeacon(head, texts)
  const events = ready.splice(0, count)
  // Firefox before 133 knows no keepalive; there a beacon is all that outlives its page.
  const canOutlive = 'keepalive' in Request.prototype
  if (isLeaving && !canOutlive && navigator.sendBeacon(endpoint, body)) return
  turns++
  bytesUnderWay += bytes
  let status = 0
  let retryAfterSeconds = 0
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body,
      // Beyond the quota the browser refuses at once; a plain fetch has none, and mostly gets through.
      keepalive: bytesUnderWay <= KEEPALIVE_QUOTA_BYTES,
      credentials: 'omit',
    })
    status = response.status
    retryAfterSeconds = Number(response.headers.get('retry-after'))
    // Chromium counts the beacon against the quota until its answer has been read.
    await response.text()
  } catch {
    // Nobody there, or somebody between us: the status stays 0.
  }
  bytesUnderWay -= bytes
  debug('beacon', status, body)
  if (!status || status === 429 || status >= 500) {
    await pause(retryDelayMs(++failures, retryAfterSeconds))
    // Not before: when a page goes, Chromium rejects what it lets go on, and leaving would send it a second time.
    ready.unshift(...events)
    ready.splice(0, ready.length - MAX_KEPT_EVENTS)
  } else failures = 0
  turns--
  giveTurns()
}

/** Waits so long, or until the browser is back online. */
function pause(delayMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs)
    listen('online', resolve)
  })
}
