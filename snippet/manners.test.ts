import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { bodies, moveTo, page, receive, start, storage } from './test-page.js'

/* Covers: what the page, its storage and its visitor's wishes must never suffer. Leaves out: a real browser. */

test('without storage the page remembers by itself', async () => {
  vi.stubGlobal('localStorage', undefined)
  const run = await start()
  run('track', 'x')
  const { events } = await receive()
  expect(events[0]?.sessionId).toBe(events[1]?.sessionId)
})

test('somebody else’s text under our key is no visitor', async () => {
  const anonymousId = '0'.repeat(32)
  const broken = [
    { anonymousId: 'x', sessionId: '' },
    { anonymousId },
    { anonymousId, sessionId: 'x' },
  ]
  const texts = ['nonsense', '{}', 'null', '7', ...broken.map((each) => JSON.stringify(each))]
  for (const text of texts) {
    storage.tamtam = text
    vi.resetModules()
    await start()
  }
  expect((await receive()).events).toHaveLength(texts.length)
})

test('no command throws into the page, whatever it is given', async () => {
  const run = await start()
  const anything = fc.array(fc.anything({ withBigInt: true, withNullPrototype: true }))
  const names = ['track', 'identify', 'search', 'step', 'rating', 'trackingId', 'nonsense']
  fc.assert(
    fc.property(fc.constantFrom(...names), anything, (name, given) => {
      expect(run(name, ...given)).toBeUndefined()
    }),
  )
  run('track', 'last')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(bodies.join()).toContain('last')
})

test('Global Privacy Control and Do Not Track: nothing is stored or sent', async () => {
  for (const objection of [{ globalPrivacyControl: true }, { doNotTrack: '1' }]) {
    vi.resetModules()
    vi.stubGlobal('navigator', objection)
    const run = await start(['track', 'a'])
    run('track', 'b')
    page.dispatchEvent(new Event('pagehide'))
  }
  vi.resetModules()
  vi.stubGlobal('navigator', {})
  await start(['track', 'allowed'])
  const { events } = await receive()
  expect(events.map(({ type }) => type)).toEqual(['custom', 'page_view'])
})

test('a hidden page counts once it is shown', async () => {
  const visibility = (visibilityState: string) => {
    Object.assign(document, { visibilityState })
    page.dispatchEvent(new Event('visibilitychange'))
  }
  visibility('hidden')
  await start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([bodies, storage]).toEqual([[], {}])
  visibility('visible')
  expect((await receive()).events).toHaveLength(1)
})

test('stop sends what waits, nothing happens afterwards, and another one may be made', async () => {
  const { createTamtam } = await import('./module.js')
  const options = { siteId: 'acme', endpoint: 'https://c.example.com/v1/events' }
  const never = createTamtam(options)
  never.stop()
  const tamtam = createTamtam(options)
  await vi.advanceTimersByTimeAsync(300)
  tamtam.stop()
  never.track('x')
  tamtam.track('x')
  moveTo('https://acme.com/other')
  await vi.advanceTimersByTimeAsync(60_000)
  createTamtam(options).track('again')
  const { events } = await receive()
  expect(events.map(({ type }) => type)).toEqual(['page_view', 'custom', 'page_view'])
})

test('debug writes a line for each event and beacon, and for what was not understood', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const run = await start(['debug'])
  run('serach')
  run('track', 'x', { toString() {} }, 1n)
  run('search', null)
  run('trackingId', 'x'.repeat(513))
  await receive()
  const lines = log.mock.calls.map(([, word]) =>
    word instanceof Error ? 'error' : (word as string),
  )
  expect(lines).toEqual([
    'page_view',
    'unknown command "serach"',
    'custom',
    'error',
    'dropped',
    'beacon',
  ])
})
