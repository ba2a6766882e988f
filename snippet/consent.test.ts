import { expect, test, vi } from 'vitest'
import { bodies, dispatch, moveTo, receive, receiveOf, receiveTypes } from './test-page.js'
import { show, start, startWith, storage } from './test-page.js'

/* Covers: what waits for consent, and what becomes of it. Leaves out: cookies, whose forgetting visitor-store tests. */

const REQUIRED = { consent: 'required' } as const

async function expectNothing(): Promise<void> {
  await vi.advanceTimersByTimeAsync(60_000)
  expect([bodies, storage, document.cookie]).toEqual([[], {}, ''])
}

test('until the visitor has decided nothing is stored or sent', async () => {
  const run = await startWith(REQUIRED)
  run('identify', { email: 'ada@acme.com' })
  moveTo('https://acme.com/pricing')
  show(false)
  dispatch('pagehide')
  await expectNothing()
})

test('a consent option of another spelling is not taken for leave to collect', async () => {
  const misspelt = { consent: 'Required' } as object
  const run = await startWith(misspelt)
  run('track', 'x')
  await expectNothing()
})

test('until the visitor has decided nothing is read', async () => {
  const read = vi.fn<() => undefined>()
  vi.stubGlobal('localStorage', new Proxy({}, { get: read }))
  const run = await startWith(REQUIRED)
  run('track', 'x')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(read).not.toHaveBeenCalled()
  run('consent', 'granted')
  expect(read).toHaveBeenCalled()
})

test('granted releases what has happened, in order, with its time and page', async () => {
  const beganAtMs = Date.now()
  const run = await startWith(REQUIRED)
  await vi.advanceTimersByTimeAsync(10_000)
  run('track', 'x')
  await vi.advanceTimersByTimeAsync(10_000)
  moveTo('https://acme.com/pricing')
  await vi.advanceTimersByTimeAsync(10_000)
  run('consent', 'granted')
  const { events } = await receive()
  const seen = events.map(({ type, page, occurredAtMs }) => [
    type,
    new URL(page.url).pathname,
    Math.round((occurredAtMs - beganAtMs) / 1_000),
  ])
  expect(seen).toEqual([
    ['page_view', '/', 0],
    ['custom', '/', 10],
    ['page_leave', '/', 20],
    ['page_view', '/pricing', 20],
  ])
  expect(events.map(({ trackingId }) => trackingId)).toEqual(Array(4).fill('ab+c'))
})

test('after granted everything is recorded as it happens', async () => {
  const run = await startWith(REQUIRED, ['consent', 'granted'])
  run('track', 'x')
  expect(await receiveTypes()).toEqual(['page_view', 'custom'])
})

test('a wait that holds a long pause makes two sessions, as if consent had been there', async () => {
  const run = await startWith(REQUIRED)
  await vi.advanceTimersByTimeAsync(31 * 60_000)
  run('track', 'x')
  run('consent', 'granted')
  const { events } = await receive()
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(2)
})

test('denied drops what waits, and nothing is recorded any more', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const run = await startWith(REQUIRED)
  run('track', 'before')
  run('debug')
  run('consent', 'denied')
  expect(log.mock.calls.length).toBeGreaterThan(0)
  log.mock.calls.forEach((call) => expect(call).toEqual(['tamtam', 'dropped', 'consent']))
  run('track', 'after')
  moveTo('https://acme.com/pricing')
  show(false)
  await expectNothing()
})

test('denied later deletes ids and unsent events, of this page and of earlier ones', async () => {
  storage.tamtam_acme_1 = '{"of":"an earlier page"}'
  storage.own = 'the site’s'
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  const run = await start()
  run('track', 'x')
  await vi.advanceTimersByTimeAsync(1_200)
  expect(Object.keys(storage).length).toBeGreaterThan(2)
  run('consent', 'denied')
  show(false)
  dispatch('pagehide')
  expect(storage).toEqual({ own: 'the site’s' })
})

test('what was denied is never sent, though the visitor grants later', async () => {
  const run = await startWith(REQUIRED)
  run('track', 'before')
  run('consent', 'denied')
  run('track', 'between')
  run('consent', 'granted')
  run('track', 'after')
  expect(await receiveOf('custom')).toMatchObject([{ name: 'after' }])
})

test('who is forgotten comes back as someone else', async () => {
  const run = await start()
  await receive()
  run('consent', 'denied')
  run('consent', 'granted')
  run('track', 'x')
  const { beacons, events } = await receive()
  expect(new Set(beacons.map(({ anonymousId }) => anonymousId)).size).toBe(2)
  expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(2)
  expect(events.at(-1)?.trackingId).toBeUndefined()
})

test('a view that ends after denied and granted again sends nothing that the wire refuses', async () => {
  const run = await start()
  await receive()
  run('consent', 'denied')
  run('consent', 'granted')
  moveTo('https://acme.com/pricing')
  expect((await receiveTypes()).at(-1)).toBe('page_view')
})

test('what waited for consent for long joins the session that another tab has now, and ends nothing of it', async () => {
  const run = await startWith(REQUIRED)
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  const sessionId = 'a'.repeat(32)
  storage.tamtam = `${'b'.repeat(32)},${Date.now()},${sessionId},ab%2Bc,`
  run('consent', 'granted')
  run('track', 'x')
  const { events } = await receive()
  expect(new Set(events.map((event) => event.sessionId))).toEqual(new Set([sessionId]))
  expect(new Set(events.map((event) => event.trackingId))).toEqual(new Set(['ab+c']))
})

test('a denial that waited for the script leaves storage untouched', async () => {
  const touched = vi.fn<() => boolean>()
  vi.stubGlobal('localStorage', new Proxy({}, { set: touched }))
  await start(['consent', 'denied'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect([touched.mock.calls, bodies]).toEqual([[], []])
})

test('a page that is hidden before the visitor has decided touches no storage', async () => {
  const touched = vi.fn<() => boolean>()
  vi.stubGlobal(
    'localStorage',
    new Proxy({}, { get: touched, set: touched, deleteProperty: touched }),
  )
  await startWith(REQUIRED)
  show(false)
  dispatch('pagehide')
  expect(touched).not.toHaveBeenCalled()
})
