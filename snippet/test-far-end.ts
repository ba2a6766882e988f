import { afterEach, beforeEach, vi } from 'vitest'
import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'

/*
 * A browser with one page at a time, and the collector that its beacons go to: new for each test of the file that
 * imports it. The clock is turned by hand.
 */

/** A status, with the seconds of its Retry-After if need be, or none at all. */
export type Answer = number | { status: number; retryAfter: string } | 'unreachable' | 'never'

interface Received {
  ids: string[]
  beacon: Beacon
  bytes: number
  keepalive: boolean
  atMs: number
  answer: Answer
  /** The requests that had no answer yet when this one came. */
  othersUnderWay: number
}

export let received: Received[]
export type Page = Awaited<ReturnType<typeof openPage>>

let answerAfterMs: number
let judge: (beacon: Beacon) => Answer
let underWay: number

beforeEach(openBrowser)

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

export function openBrowser(): void {
  vi.useFakeTimers({ now: 0 })
  received = []
  answerAfterMs = 0
  answerWith(204)
  // What all pages share.
  vi.stubGlobal('localStorage', {})
  vi.stubGlobal('fetch', receive)
  // The real one has a clock of its own.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((delayMs) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), delayMs)
    return controller.signal
  })
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('location', new URL('https://acme.com/'))
  vi.stubGlobal('document', { title: 'Home', hidden: false })
}

/** Another page of the site; the one before is gone, with its timers, listeners and answers. */
export async function openPage() {
  vi.clearAllTimers()
  vi.resetModules()
  vi.stubGlobal('window', new EventTarget())
  underWay = 0
  const { setOptions } = await import('./options.js')
  setOptions({ site: 'acme', endpoint: 'https://collector.example.com/v1/events' })
  const sender = await import('./sender.js')
  sender.openSender(() => {})
  const { openView } = await import('./view.js')
  openView('')
  const { takeUnsent } = await import('./unsent-store.js')
  const { deny } = await import('./deny.js')
  const sendUnsent = () => takeUnsent(sender.send)
  return { ...sender, takeUnsent, sendUnsent, deny }
}

/** What the collector answers from now on, in turn; the last answer stays. */
export function answerWith(...answers: [Answer, ...Answer[]]): void {
  answerBy(() => (answers.length > 1 ? (answers.shift() ?? 204) : answers[0]))
}

export function answerBy(answer: typeof judge): void {
  judge = answer
}

export function answerAfter(ms: number): void {
  answerAfterMs = ms
}

export function receivedIds(): string[][] {
  return received.map(({ ids }) => ids)
}

/** What the sender sees of an event is its time, and that it can be written as JSON. */
export function eventOf(eventId: string, name = ''): WireEvent {
  return { type: 'custom', eventId, name, occurredAtMs: Date.now() } as WireEvent
}

function receive(_: string, init: RequestInit & { body: string }): Promise<Response> {
  const beacon = JSON.parse(init.body) as Beacon
  // Only the envelope of a beacon is judged at first, so its events may be anything.
  const ids = (beacon.events as { eventId: string }[]).map(({ eventId }) => eventId)
  const answer = judge(beacon)
  const bytes = Buffer.byteLength(init.body)
  const { keepalive = false, signal } = init
  received.push({
    ids,
    beacon,
    bytes,
    keepalive,
    atMs: Date.now(),
    answer,
    othersUnderWay: underWay++,
  })
  return new Promise<Response>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('', 'TimeoutError')))
    if (answer === 'never') return
    setTimeout(() => {
      if (answer === 'unreachable') return reject(new TypeError('Failed to fetch'))
      const { status, retryAfter = '' } = typeof answer === 'number' ? { status: answer } : answer
      resolve(
        new Response(null, { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} }),
      )
    }, answerAfterMs)
  }).finally(() => underWay--)
}
