import { beforeEach, expect, test, vi } from 'vitest'
import type { Page } from './test-far-end.js'
import { answerWith, eventOf, openPage, received, receivedIds } from './test-far-end.js'

let sender: Page

beforeEach(async () => {
  sender = await openPage()
})

test('events of 800 ms go together', async () => {
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(700)
  sender.send(eventOf('b'))
  expect(received).toEqual([])
  await vi.advanceTimersByTimeAsync(150)
  expect(receivedIds()).toEqual([['a', 'b']])
})

test('a beacon goes in an idle moment', async () => {
  const asked: (() => void)[] = []
  Object.assign(window, { requestIdleCallback: (action: () => void) => asked.push(action) })
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(900)
  expect(received).toEqual([])
  asked.forEach((action) => action())
  expect(receivedIds()).toEqual([['a']])
})

test('an event may change until it goes', async () => {
  const event = eventOf('a')
  sender.send(event)
  event.eventId = 'b'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['b']])
})

test('a beacon is plain text that needs no preflight, carries no cookies and outlives the page', async () => {
  const fetch = vi.fn().mockResolvedValue(new Response(null, { status: 204 }))
  vi.stubGlobal('fetch', fetch)
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(fetch).toHaveBeenCalledExactlyOnceWith(
    'https://collector.example.com/v1/events',
    expect.objectContaining({ method: 'POST', keepalive: true, credentials: 'omit' }),
  )
  // A text without a type of its own goes as text/plain: https://fetch.spec.whatwg.org/#bodyinit-unions
  expect(fetch.mock.lastCall?.[1]).not.toHaveProperty('headers')
  expect(fetch.mock.lastCall?.[1]).toHaveProperty('body', expect.any(String))
})

test('one beacon travels at a time, and the next follows its answer', async () => {
  answerWith('never')
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  sender.send(eventOf('b'))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(receivedIds()).toEqual([['a']])
  answerWith(204)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(receivedIds()).toEqual([['a'], ['a', 'b']])
})

test('leaving sends at once, whatever is under way', () => {
  answerWith('never')
  sender.send(eventOf('a'))
  sender.flush(true)
  sender.send(eventOf('b'))
  sender.flush(true)
  expect(receivedIds()).toEqual([['a'], ['b']])
})

test('a page that comes back from being frozen sends again what got no answer', async () => {
  answerWith('never')
  sender.send(eventOf('a'))
  sender.flush(true)
  sender.resume()
  answerWith(204)
  sender.send(eventOf('view'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a'], ['a', 'view']])
})

test('what is forgotten is neither sent nor stored, of pages before either', async () => {
  answerWith('unreachable', 204)
  sender.send(eventOf('a'))
  sender.flush(true)
  sender = await openPage()
  sender.send(eventOf('b'))
  sender.deny()
  expect(localStorage).toEqual({})
  sender.send(eventOf('c'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a'], ['c']])
})

test('a browser without AbortSignal.timeout sends all the same', async () => {
  vi.stubGlobal('AbortSignal', class {})
  sender.send(eventOf('a'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receivedIds()).toEqual([['a']])
})

test('a page that gives arrays a toJSON, like old Prototype.js, changes no beacon', async () => {
  Object.assign(Array.prototype, { toJSON: () => 'text' })
  try {
    sender.send(eventOf('a'))
    await vi.advanceTimersByTimeAsync(1_000)
  } finally {
    Reflect.deleteProperty(Array.prototype, 'toJSON')
  }
  expect(receivedIds()).toEqual([['a']])
})

test('the envelope is made as the beacon goes', async () => {
  const { page } = await import('./view.js')
  sender.send({ ...eventOf('a'), page })
  document.title = 'Late'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(received[0]?.beacon).toMatchObject({
    v: 1,
    siteId: 'acme',
    sentAtMs: received[0]?.atMs,
    events: [{ page: { title: 'Late' } }],
  })
})
