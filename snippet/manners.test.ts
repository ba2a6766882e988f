import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { bodies, dispatch, load, page, receive, receiveOf, receiveTypes } from './test-page.js'
import { show, start, startWith, storage } from './test-page.js'

/* Covers: what the page, its storage and its visitor's wishes must never suffer. Leaves out: a real browser. */

test('without storage the page remembers by itself', async () => {
  vi.stubGlobal('localStorage', undefined)
  const run = await start()
  run('track', 'x')
  const { events } = await receive()
  expect(events).toHaveLength(2)
  expect(events[0]?.sessionId).toBe(events[1]?.sessionId)
})

test('no command throws into the page, whatever it is given', async () => {
  const run = await start()
  const anything = fc.array(fc.anything({ withBigInt: true, withNullPrototype: true }))
  const names = ['track', 'identify', 'search', 'step', 'rating', 'trackingId', 'video', 'nonsense']
  fc.assert(
    fc.property(fc.constantFrom(...names), anything, (name, given) => {
      expect(run(name, ...given)).toBeUndefined()
    }),
  )
  run('track', 'last')
  // Twenty events a beacon.
  await vi.advanceTimersByTimeAsync(10_000)
  expect(bodies.join()).toContain('"last"')
})

test('where nothing may be measured nothing is stored, sent or listened to, and debug says why', async () => {
  const obstacles: [reason: string, name: string, value: unknown][] = [
    ['signal', 'navigator', { globalPrivacyControl: true }],
    ['signal', 'navigator', { doNotTrack: '1' }],
    ['frame', 'top', new EventTarget()],
    ['address', 'location', new URL('file:///home/ada/acme.html')],
  ]
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const add = vi.spyOn(page, 'addEventListener')
  for (const [reason, name, value] of obstacles) {
    log.mockClear()
    const before = { navigator, top, location }
    vi.stubGlobal(name, value)
    const run = await start(['track', 'a'])
    run('debug')
    run('track', 'b')
    dispatch('pagehide')
    expect(log.mock.calls).toEqual(Array(2).fill(['tamtam', 'dropped', reason]))
    Object.entries(before).forEach(([name, value]) => vi.stubGlobal(name, value))
  }
  expect([storage, add.mock.calls]).toEqual([{}, []])
  await start(['track', 'allowed'])
  expect(await receiveTypes()).toEqual(['custom', 'page_view'])
})

test('a site may count who objects', async () => {
  vi.stubGlobal('navigator', { globalPrivacyControl: true, doNotTrack: '1' })
  await startWith({})
  await startWith({ signals: 'ignore' }, ['track', 'counted'])
  expect(await receiveTypes()).toEqual(['custom', 'page_view'])
})

test('who is driven by a program is said to be', async () => {
  vi.stubGlobal('navigator', { webdriver: true })
  await start()
  expect(await receiveTypes()).toEqual(['page_view'])
  expect(bodies.join()).toContain('"automated":true')
})

test('who is driven by nobody is not said to be', async () => {
  for (const webdriver of [false, undefined]) {
    vi.stubGlobal('navigator', { webdriver })
    await start()
  }
  expect(await receiveTypes()).toEqual(['page_view', 'page_view'])
  expect(bodies.join()).not.toContain('automated')
})

test('a browser that says it does not mind is counted', async () => {
  for (const doNotTrack of ['0', 'unspecified', null]) {
    vi.stubGlobal('navigator', { doNotTrack, globalPrivacyControl: false, webdriver: false })
    await start()
  }
  expect(await receiveTypes()).toEqual(Array(3).fill('page_view'))
})

test('a hidden page counts once it is shown', async () => {
  show(false)
  await load()
  dispatch('pointerdown')
  await vi.advanceTimersByTimeAsync(60_000)
  expect([bodies, storage]).toEqual([[], {}])
  show(true)
  const { events } = await receive()
  expect(events).toMatchObject([{ type: 'page_view', occurredAtMs: Date.now() - 1_200 }])
})

test('a property may have any name', async () => {
  const run = await start()
  const properties = { slice: 1, length: 2, constructor: 'x', toString: true, toJSON: 'y' }
  run('track', 'x', properties)
  expect(await receiveOf('custom')).toMatchObject([{ properties }])
})

test('debug writes a line for each event and beacon, and for what was not understood', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const run = await start(['debug'])
  run('serach')
  run('track', 'x', { n: 1n })
  run('search', null)
  run('trackingId', 'x'.repeat(513))
  await receive()
  const words = log.mock.calls.map(([, ...words]: unknown[]) =>
    words.slice(0, words[0] === 'dropped' ? 2 : 1),
  )
  expect(words).toEqual([
    ['page_view'],
    ['dropped', 'serach'],
    ['error'],
    ['error'],
    ['dropped', 'tracking_id'],
    ['beacon'],
  ])
})
