import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect } from '@playwright/test'
import type { Beacon } from '../../wire/beacon.js'
import type { EventOf, EventType, WireEvent } from '../../wire/event.js'
import { MAX_BEACON_BYTES } from '../../wire/limits.js'
import { readBeacon } from './read-beacon.js'
import { readBody } from './read-body.js'
import { openSwitchableServer } from './switchable-server.js'

/** How a beacon is answered: by 204, or 413 beyond 64 KiB, where no status is given. `hang-up` cuts the connection once the beacon is there, without an answer. */
export interface Answer {
  status?: number | 'hang-up'
  retryAfterSeconds?: number
  delayMs?: number
}

export interface SinkRequest {
  method: string
  origin: string | undefined
  contentType: string | undefined
  cookie: string | undefined
  bytes: number
  /** When its body was there. */
  atMs: number
  status: number | 'hang-up'
  beacon: Beacon | null
}

/**
 * A collector of another origin than the page that only takes notes. What it has answered 2xx has arrived, whether or
 * not the page lived to read the answer; all else the page has to bring again.
 */
export interface Sink {
  url: string
  /** Each POST and OPTIONS to /v1/events whose body came in whole, oldest first. */
  requests: readonly SinkRequest[]
  beacons(): Beacon[]
  preflights(): SinkRequest[]
  /** What has arrived, each eventId once, in the order of arrival. */
  events(): WireEvent[]
  of<T extends EventType>(type: T): EventOf<T>[]
  /** Events that have arrived more than once, by eventId, with their number. */
  repeats(): Record<string, number>
  /** Waits for an event of the type that has arrived and that fits, and gives it; up to 20 s. */
  receive<T extends EventType>(type: T, fits?: (event: EventOf<T>) => boolean): Promise<EventOf<T>>
  /** From now on beacons are answered so, without a parameter as at first. */
  answer(how?: Answer | ((request: Omit<SinkRequest, 'status'>) => Answer)): void
  /** Refuses connections from now on. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Cuts every open connection, as idleness does after some seconds: the next request has to connect again. */
  coolDown(): Promise<void>
  /** What came and is no valid beacon; the test fails at its end, unless it has called `takeFaults`. */
  takeFaults(): string[]
  close(): Promise<void>
}

/** For what comes with every test: Playwright looks again after up to a second. */
export const OFTEN = { intervals: [50] }

// Once for a worker, so that a build in the meantime cannot give a page two versions.
const SCRIPTS = new Map(
  ['/tamtam.js', '/tamtam.mjs'].map((path) => [
    path,
    readFileSync(new URL(`../../dist${path}`, import.meta.url)),
  ]),
)

export async function openSink(): Promise<Sink> {
  const requests: SinkRequest[] = []
  /** Those whose answer has gone out, or whose page has gone before it. */
  const answered = new Set<SinkRequest>()
  const faults: string[] = []
  let decide: (request: Omit<SinkRequest, 'status'>) => Answer = () => ({})

  const server = await openSwitchableServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://sink')
    if (pathname === '/v1/events') void takeBeacon(request, response)
    else giveScript(SCRIPTS.get(pathname), response)
  })

  async function takeBeacon(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const { origin } = headers
    const body = await readBody(request)
    if (body === null) return
    const isBeacon = method === 'POST'
    const read = isBeacon ? readBeacon(body) : { beacon: null, faults: [] }
    faults.push(...read.faults)
    const taken = {
      method,
      origin,
      contentType: headers['content-type'],
      cookie: headers.cookie,
      bytes: Buffer.byteLength(body),
      atMs: Date.now(),
      beacon: read.beacon,
    }
    const decided = isBeacon ? decide(taken) : {}
    const { status = taken.bytes > MAX_BEACON_BYTES ? 413 : 204 } = decided
    const { retryAfterSeconds, delayMs = 0 } = decided
    const noted = { ...taken, status }
    requests.push(noted)
    response.once('close', () => answered.add(noted))
    setTimeout(() => {
      if (status === 'hang-up') return void request.socket.destroy()
      response.writeHead(status, {
        ...(origin && { 'Access-Control-Allow-Origin': origin }),
        'Access-Control-Expose-Headers': 'Retry-After',
        ...(!isBeacon && { 'Access-Control-Allow-Methods': 'POST' }),
        ...(!isBeacon && { 'Access-Control-Allow-Headers': 'Content-Type' }),
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
        Vary: 'Origin',
      })
      response.end()
    }, delayMs)
  }

  const arrived = () =>
    requests.filter((request) => {
      const status = Number(request.status)
      return answered.has(request) && status >= 200 && status < 300
    })
  const copies = () => arrived().flatMap(({ beacon }) => beacon?.events ?? [])
  const events = () => [...new Map(copies().map((event) => [event.eventId, event])).values()]
  const of = <T extends EventType>(type: T) =>
    events().filter((event): event is EventOf<T> => event.type === type)

  return {
    url: server.url,
    requests,
    beacons: () => arrived().flatMap(({ beacon }) => (beacon ? [beacon] : [])),
    preflights: () => requests.filter(({ method }) => method === 'OPTIONS'),
    events,
    of,
    repeats() {
      const counts = new Map<string, number>()
      for (const { eventId } of copies()) counts.set(eventId, (counts.get(eventId) ?? 0) + 1)
      return Object.fromEntries([...counts].filter(([, count]) => count > 1))
    },
    async receive(type, fits = () => true) {
      const message = `${type} has arrived`
      await expect.poll(() => of(type).some(fits), { message, ...OFTEN }).toBe(true)
      const [found] = of(type).filter(fits)
      if (!found) throw new Error('the sink forgot an event')
      return found
    },
    answer(how = {}) {
      decide = typeof how === 'function' ? how : () => how
    },
    start: server.start,
    stop: server.stop,
    async coolDown() {
      // A page that is cut off would complain.
      await expect.poll(() => requests.every((request) => answered.has(request)), OFTEN).toBe(true)
      await server.stop()
      await server.start()
    },
    takeFaults: () => faults.splice(0),
    close: server.stop,
  }
}

function giveScript(script: Buffer | undefined, response: ServerResponse): void {
  if (!script) return void response.writeHead(404).end()
  // The leave that the browser wants before it checks an integrity value.
  response.writeHead(200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
  response.end(script)
}
