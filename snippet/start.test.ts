import { expect, test, vi } from 'vitest'
import { bodies, moveTo, page, receive, start, storage } from './test-page.js'

/*
 * Covers: commands, sessions and views from the page's side to the beacons, each held to the wire's schemas, on a
 * stand-in for a browser. Leaves out: clicks, media and real unloading, which only a real browser can show.
 */

test('the first view carries address, title, campaign, viewport and the trackingId', async () => {
  await start()
  const { beacons, events } = await receive()
  expect(beacons).toHaveLength(1)
  expect(events).toMatchObject([
    {
      type: 'page_view',
      page: { url: 'https://acme.com/?utm_source=mail', title: 'Home' },
      trackingId: 'ab+c',
      viewport: { width: 1280, height: 720 },
    },
  ])
})

test('each command makes the event that the wire knows', async () => {
  const run = await start()
  run('track', 'demo requested', { plan: 'pro', seats: 5, trial: true, nested: { a: 1 } })
  run('search', { name: 'shoes', objectType: 'PRODUCT', domain: 'acme.com', url: '/s?q=joe@a.com' })
  run('step', { title: 'Quote', value: 'Size', availableSteps: ['Size', 'Colour'] })
  run('rating', { title: 'Docs', value: 9, from: 0, to: 10, kind: 'NPS' })
  run('identify', { email: 'joe@acme.com', company: { domain: 'acme.com' } }, 'a.jwt.token')
  run('reset')
  const { events } = await receive()
  expect(events).toMatchObject([
    { type: 'page_view' },
    { type: 'custom', properties: { plan: 'pro', seats: 5, trial: true } },
    { type: 'search', url: 'https://acme.com/s' },
    { type: 'step', availableSteps: ['Size', 'Colour'] },
    { type: 'rating', value: 9 },
    { type: 'identify', person: { company: { domain: 'acme.com' } }, token: 'a.jwt.token' },
    { type: 'reset' },
  ])
})

test('commands given before the start run first, so that the view is the new person’s', async () => {
  await start(['identify', { email: 'old@acme.com' }])
  vi.resetModules()
  await start(['identify', { email: 'new@acme.com' }])
  const { events } = await receive()
  const sessions = events.map(({ type, sessionId }) => [type, sessionId])
  expect(events.map(({ type }) => type)).toEqual(['identify', 'page_view', 'identify', 'page_view'])
  expect(sessions[2]?.[1]).toBe(sessions[3]?.[1])
  expect(sessions[2]?.[1]).not.toBe(sessions[1]?.[1])
})

test('a change of path is a view of its own, a change of query or fragment is none', async () => {
  await start()
  moveTo('https://acme.com/?q=1#top')
  moveTo('https://acme.com/pricing')
  await vi.advanceTimersByTimeAsync(100)
  document.title = 'Pricing'
  const { events } = await receive()
  expect(events).toMatchObject([
    { page: { title: 'Home' } },
    {
      page: {
        url: 'https://acme.com/pricing',
        title: 'Pricing',
        referrer: 'https://acme.com/?utm_source=mail',
      },
    },
  ])
  expect(new Set(events.map(({ page }) => page.viewId)).size).toBe(2)
})

test('a reset goes under the old session, and what follows is nobody’s', async () => {
  const run = await start()
  run('identify', { email: 'joe@acme.com' })
  run('reset')
  run('track', 'x')
  const { beacons, events } = await receive()
  const [view, , reset, custom] = events
  expect(reset?.sessionId).toBe(view?.sessionId)
  expect(custom?.sessionId).not.toBe(view?.sessionId)
  expect(custom?.trackingId).toBeUndefined()
  expect(JSON.parse(storage.tamtam ?? '')).not.toHaveProperty('person')
  expect(new Set(beacons.map(({ anonymousId }) => anonymousId)).size).toBe(1)
})

test('whoever logs in right after a reset has a session that begins later than the reset', async () => {
  const run = await start(['identify', { email: 'joe@acme.com' }], ['reset'])
  run('track', 'nobody’s')
  run('reset')
  run('identify', { email: 'ann@acme.com' })
  run('track', 'Ann’s')
  const { events } = await receive()
  const [, first, , , second, identify, custom] = events
  expect(events.map(({ type }) => type)).toEqual([
    'identify',
    'reset',
    'page_view',
    'custom',
    'reset',
    'identify',
    'custom',
  ])
  expect(first?.occurredAtMs).toBeLessThan(second?.occurredAtMs ?? 0)
  expect(second?.occurredAtMs).toBeLessThan(identify?.occurredAtMs ?? 0)
  expect(identify?.occurredAtMs).toBeLessThanOrEqual(custom?.occurredAtMs ?? 0)
  expect(custom?.sessionId).toBe(identify?.sessionId)
})

test('a person is told by address, else number, else id, as the collector does', async () => {
  const run = await start()
  const people = [
    { email: 'a@acme.com', phoneNumber: '1', personId: 'x' },
    { email: 'A@acme.com', phoneNumber: '2', personId: 'y' },
    { phoneNumber: '2', personId: 'x' },
    { phoneNumber: '2', personId: 'y' },
    { personId: 'y' },
  ]
  people.forEach((person) => run('identify', person))
  const { events } = await receive()
  const sessions = events.slice(1).map(({ sessionId }) => sessionId)
  const isNew = sessions.map((sessionId, i) => i > 0 && sessionId !== sessions[i - 1])
  expect(isNew).toEqual([false, false, true, false, true])
})

test('an id that is too long goes whole, so that the collector keeps it with its reason', async () => {
  const run = await start()
  run('identify', { personId: 'x'.repeat(300) }, 't'.repeat(5_000))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(bodies.join()).toContain(`"personId":"${'x'.repeat(300)}"`)
  expect(bodies.join()).toContain(`"token":"${'t'.repeat(5_000)}"`)
})

test('an element in the place of the title leaves the title empty', async () => {
  Object.assign(document, { title: { id: 'a form' } })
  await start()
  expect((await receive()).events).toMatchObject([{ type: 'page_view', page: { title: '' } }])
})

test('a page with an element called navigation counts its views by its history', async () => {
  const history = { pushState() {}, replaceState() {} }
  vi.stubGlobal('history', history)
  Object.assign(page, { navigation: new EventTarget() })
  await start()
  vi.stubGlobal('location', new URL('https://acme.com/pricing'))
  history.pushState()
  expect((await receive()).events).toMatchObject([
    { page: { url: 'https://acme.com/?utm_source=mail' } },
    { page: { url: 'https://acme.com/pricing' } },
  ])
})

test('the storage holds no address of the person', async () => {
  const run = await start()
  run('identify', { email: 'joe@acme.com', personId: 'crm-7' })
  expect(storage.tamtam).not.toMatch(/joe|acme|crm/)
})

test('a trackingId by command starts a new session when another one was known', async () => {
  const run = await start()
  run('trackingId', 'other')
  run('trackingId', 'x'.repeat(513))
  run('track', 'x')
  const { events } = await receive()
  expect(events.map(({ trackingId }) => trackingId)).toEqual(['ab+c', 'other'])
  expect(events[0]?.sessionId).not.toBe(events[1]?.sessionId)
})
