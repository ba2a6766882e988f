import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Beacon } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import type * as Sender from './sender.js'

const ENDPOINT = 'https://collector.example.com/v1/events'

type Answer = Response | 'unreachable' | 'never'

/** What the far end received, and what it answers next; the last answer stays. */
let received: { beacon: Beacon; keepalive: boolean; atMs: number }[]
let answers: Answer[]
let sender: typeof Sender

beforeEach(async () => {
  vi.useFakeTimers({ now: 0 })
  received = []
  answers = [new Response(null, { status: 204 })]
  vi.stubGlobal('window', Object.assign(new EventTarget(), { Request }))
  vi.stubGlobal('fetch', (_: string, init: RequestInit & { body: string }) => {
    const beacon = JSON.parse(init.body) as Beacon
    const { keepalive = false, signal } = init
    received.push({ beacon, keepalive, atMs: Date.now() })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === 'never') {
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'TimeoutError')))
      })
    }
    if (answer === 'unreachable') return Promise.reject(new TypeError('Failed to fetch'))
    return Promise.resolve(answer)
  })
  vi.resetModules()
  sender = await import('./sender.js')
  sender.openSender(ENDPOINT, () => ({
    v: 1,
    siteId: 'acme',
    anonymousId: '0'.repeat(32),
    sentAtMs: Date.now(),
  }))
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function eventOf(eventId: string, name = ''): WireEvent {
  return { type: 'custom', eventId, name } as WireEvent
}

function receivedIds(): string[][] {
  return received.map(({ beacon }) => beacon.events.map(({ eventId }) => eventId))
}

function status(status: number, retryAfter?: string): Response {
  return new Response(null, { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} })
}

test('events of one second go together', async () => {
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(500)
  sender.send(eventOf('b'))
  expect(received).toEqual([])
  await vi.advanceTimersByTimeAsync(500)
  expect(receivedIds()).toEqual([['a', 'b']])
})

test('an event may change until it goes', async () => {
  const event = eventOf('a')
  sender.send(event)
  event.eventId = 'b'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['b']])
})

test('leaving sends at once, whatever is under way', () => {
  answers = ['never']
  sender.send(eventOf('a'))
  sender.flush(true)
  sender.send(eventOf('b'))
  sender.flush(true)
  expect(receivedIds()).toEqual([['a'], ['b']])
})

test('a beacon without an answer is sent again, later and later, one at a time', async () => {
  answers = ['unreachable']
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(new Set(receivedIds().flat())).toEqual(new Set(['a']))
  const pausesMs = received.slice(1).map(({ atMs }, i) => atMs - (received[i]?.atMs ?? NaN))
  expect(pausesMs.length).toBeGreaterThanOrEqual(3)
  pausesMs.forEach((pauseMs, i) => expect(pauseMs).toBeGreaterThanOrEqual(0.75 * 3_000 * 2 ** i))
})

test('503 for 20 s costs at most five refused requests, and then every event arrives once', async () => {
  answers = [status(503)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(10_000)
  const refused = received.length
  answers = [status(204)]
  await vi.advanceTimersByTimeAsync(60_000)
  expect(receivedIds().slice(refused).flat().sort()).toEqual(['a', 'b'])
  expect(refused).toBeLessThanOrEqual(5)
})

test('429 waits as long as the collector asked, and fresh events wait with it', async () => {
  answers = [status(429, '30'), status(204)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(29_000)
  expect(receivedIds()).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(receivedIds()).toEqual([['a'], ['a', 'b']])
})

test('back online, the pause ends', async () => {
  answers = ['unreachable', 'unreachable', status(204)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(5_000)
  const attempts = received.length
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  expect(received).toHaveLength(attempts + 1)
})

test('leaving does not send again what is paused: a page that goes has its requests rejected', async () => {
  answers = ['unreachable']
  sender.send(eventOf('a'))
  sender.flush(true)
  await vi.advanceTimersByTimeAsync(0)
  sender.flush(true)
  expect(receivedIds()).toEqual([['a']])
})

test('any other refusal is final', async () => {
  answers = [status(400)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(600_000)
  expect(receivedIds()).toEqual([['a']])
})

test('the times of a repeated beacon are true: sentAtMs is that of the repeat', async () => {
  answers = ['unreachable', status(204)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(received.map(({ beacon, atMs }) => beacon.sentAtMs - atMs)).toEqual([0, 0])
})

test('beyond the keepalive quota a plain fetch goes', () => {
  answers = ['never']
  const large = 'x'.repeat(256)
  for (let i = 0; i < 300; i++) sender.send(eventOf(String(i), large))
  sender.flush(true)
  expect(receivedIds().flat()).toHaveLength(300)
  const keptAlive = received.filter(({ keepalive }) => keepalive)
  const bytes = keptAlive.map(({ beacon }) => JSON.stringify(beacon).length)
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(65_536)
  expect(received.length).toBeGreaterThan(keptAlive.length)
})

test('a browser that knows no keepalive sends a beacon when leaving, and a fetch otherwise', async () => {
  const beacons: string[] = []
  Object.assign(window, { Request: class {} })
  vi.stubGlobal('navigator', { sendBeacon: (_: string, body: string) => beacons.push(body) })
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  sender.send(eventOf('b'))
  sender.flush(true)
  expect(receivedIds()).toEqual([['a']])
  expect(beacons).toHaveLength(1)
})

test('of what cannot be sent the newest thousand events are kept', async () => {
  answers = ['unreachable']
  for (let i = 0; i < 1_200; i++) sender.send(eventOf(String(i)))
  await vi.advanceTimersByTimeAsync(1_500)
  answers = [status(204)]
  received = []
  await vi.advanceTimersByTimeAsync(10_000)
  const ids = receivedIds().flat()
  expect(ids).toHaveLength(1_000)
  expect(ids.slice(-1)).toEqual(['1199'])
})

test('a request without an answer fails in the end, and its events go again', async () => {
  // The real one has a clock of its own.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((delayMs) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), delayMs)
    return controller.signal
  })
  answers = ['never', status(204)]
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(25_000)
  expect(receivedIds()).toEqual([['a']])
  await vi.advanceTimersByTimeAsync(15_000)
  expect(receivedIds()).toEqual([['a'], ['a']])
})

test('a browser without AbortSignal.timeout, window.Request or TextEncoder sends all the same', async () => {
  vi.stubGlobal('AbortSignal', class {})
  Object.assign(window, { Request: undefined })
  vi.stubGlobal('TextEncoder', undefined)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a']])
})

test('what throws before a request is made costs no event, leaves no rejection and ends the turn', async () => {
  const rejections: unknown[] = []
  const onRejection = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', onRejection)
  let isBroken = true
  sender.openSender(ENDPOINT, () => {
    if (isBroken) throw new TypeError('title.replace is not a function')
    return { v: 1, siteId: 'acme', anonymousId: '0'.repeat(32), sentAtMs: Date.now() }
  })
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  for (let i = 0; i < 250; i++) sender.send(eventOf(String(i)))
  sender.flush(true)
  expect(received).toEqual([])
  isBroken = false
  await vi.advanceTimersByTimeAsync(30_000)
  expect(new Set(receivedIds().flat()).size).toBe(251)
  expect(rejections).toEqual([])
  process.off('unhandledRejection', onRejection)
})

test('no more than a thousand events wait behind a request that is under way', async () => {
  answers = ['never']
  sender.send(eventOf('first'))
  sender.flush()
  for (let i = 0; i < 1_200; i++) sender.send(eventOf(String(i)))
  await vi.advanceTimersByTimeAsync(1_500)
  answers = [status(204)]
  sender.flush(true)
  const ids = receivedIds().flat()
  expect(ids).toHaveLength(1 + 1_000)
  expect([ids[1], ids[1_000]]).toEqual(['200', '1199'])
})

test('debug tells of each event that was dropped, and of a refused beacon', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const { startDebugging } = await import('./life.js')
  startDebugging()
  answers = [status(204), status(400)]
  for (let i = 0; i < 1_002; i++) sender.send(eventOf(String(i)))
  sender.flush()
  await vi.advanceTimersByTimeAsync(1_000)
  const lines = log.mock.calls.map(([, ...words]) => words as unknown[])
  expect(lines.slice(0, 3)).toEqual([
    ['dropped', eventOf('0')],
    ['dropped', eventOf('1')],
    ['beacon', 204, expect.objectContaining({ length: 100 })],
  ])
  expect(lines[3]?.slice(0, 2)).toEqual(['dropped', 400])
})
