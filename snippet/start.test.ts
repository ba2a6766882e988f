import { expect, test, vi } from 'vitest'
import { bodies, dispatch, load, moveTo, receive, receiveOf, receiveTypes } from './test-page.js'
import { start, startWith, storage } from './test-page.js'

/*
 * Covers: commands and sessions from the page's side to the beacons, each held to the wire's schemas, on a stand-in for
 * a browser. Leaves out: clicks, media and real unloading, which only a real browser can show.
 */

test('the first view carries address, title, campaign and the trackingId', async () => {
  await start()
  const { beacons, events } = await receive()
  expect(beacons).toHaveLength(1)
  expect(events).toMatchObject([
    {
      type: 'page_view',
      page: { url: 'https://acme.com/?utm_source=mail', title: 'Home' },
      trackingId: 'ab+c',
    },
  ])
})

test('each command makes the event that the wire knows', async () => {
  const run = await start()
  run('track', 'demo requested', { plan: 'pro', seats: 5, trial: true })
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

test('a view asked for before the script is there is the first one', async () => {
  Object.assign(document, { referrer: 'https://news.example/a' })
  await start(['page'])
  expect((await receive()).events).toMatchObject([
    { type: 'page_view', page: { referrer: 'https://news.example/a' } },
  ])
})

test('what the page changes after its command is not sent', async () => {
  const run = await start()
  const properties = { plan: 'pro' }
  run('track', 'x', properties)
  properties.plan = 'free'
  expect(await receiveOf('custom')).toMatchObject([{ properties: { plan: 'pro' } }])
})

test('commands given before the start run first, so that the view is the new person’s', async () => {
  await start(['identify', { email: 'old@acme.com' }])
  await start(['identify', { email: 'new@acme.com' }])
  const { events } = await receive()
  const sessions = events.map(({ sessionId }) => sessionId)
  expect(events.map(({ type }) => type)).toEqual(['identify', 'page_view', 'identify', 'page_view'])
  expect(sessions[2]).toBe(sessions[3])
  expect(sessions[2]).not.toBe(sessions[1])
})

test('a command that waited for the script keeps the time at which it was given', async () => {
  moveTo('https://acme.com/')
  expect(await timesOfWaiting()).toEqual([-5_000, 0, 150])
})

test('a command that waited keeps its time, though the address tells who has come', async () => {
  expect(await timesOfWaiting()).toEqual([-5_000, 0, 150])
})

/** When a command to the stub, one before the beginning and one after it happened, in ms from the load. */
async function timesOfWaiting(): Promise<number[]> {
  const loadedAtMs = Date.now()
  const stubbed: [string, string] = ['track', 'early']
  const run = await load({}, Object.assign(stubbed, { atMs: loadedAtMs - 5_000 }))
  run('track', 'late')
  await vi.advanceTimersByTimeAsync(150)
  run('track', 'now')
  return (await receiveOf('custom')).map(({ occurredAtMs }) => occurredAtMs - loadedAtMs)
}

test('a view that ends after a reset sends nothing that the wire refuses', async () => {
  const run = await start()
  run('reset')
  moveTo('https://acme.com/login')
  const types = await receiveTypes()
  expect(types.filter((type) => type !== 'page_leave')).toEqual(['page_view', 'reset', 'page_view'])
})

test('it begins before the first click or key, if no idle moment came before', async () => {
  for (const type of ['pointerdown', 'keydown']) {
    await load()
    dispatch(type)
    dispatch(type)
  }
  expect(await receiveTypes()).toEqual(['page_view', 'page_view'])
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
  expect(storage.tamtam).toMatch(/^\w{32},\d+,\w{32},,$/)
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
  const types = ['identify', 'reset', 'page_view', 'custom', 'reset', 'identify', 'custom']
  expect(events.map(({ type }) => type)).toEqual(types)
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
  const sessions = (await receiveOf('identify')).map(({ sessionId }) => sessionId)
  const isNew = sessions.map((sessionId, i) => i > 0 && sessionId !== sessions[i - 1])
  expect(isNew).toEqual([false, false, true, false, true])
})

test('an id that is too long goes whole, so that the collector keeps it with its reason', async () => {
  const run = await start()
  run('identify', { personId: 'x'.repeat(300) })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(bodies.join()).toContain(`"personId":"${'x'.repeat(300)}"`)
})

test('no text makes a beacon too large', async () => {
  const run = await start()
  run('track', 'x', { text: 'x'.repeat(100_000) })
  expect(await receiveTypes()).toEqual(['page_view', 'custom'])
  expect(bodies.join().length).toBeLessThan(6_000)
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

test('two pages of one visitor share a session, by storage or by cookie', async () => {
  for (const options of [{}, { cookieDomain: 'acme.com' }]) {
    bodies.length = 0
    await startWith(options)
    await startWith(options)
    const { beacons, events } = await receive()
    expect(new Set(events.map(({ sessionId }) => sessionId)).size).toBe(1)
    expect(new Set(beacons.map(({ anonymousId }) => anonymousId)).size).toBe(1)
  }
})
