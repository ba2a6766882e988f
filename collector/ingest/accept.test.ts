import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, onPage, VISITOR } from '../../wire/test-data.js'
import { bodyOf, BROWSER, createTestApp, ORIGIN } from '../test-app.js'

const DAY_MS = 24 * 60 * 60 * 1000

describe('204 says that every event is on disk', () => {
  it('a beacon is stored whole, with what only the collector knows', async () => {
    const { post, spooled } = createTestApp()
    const events = [anEvent('page_view'), anEvent('click')]
    const answer = await post(bodyOf(events))
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(spooled()).toMatchObject([
      {
        siteId: 'acme-www',
        anonymousId: VISITOR,
        receivedAtMs: NOON_MS,
        userAgent: BROWSER,
        events: events.map((event) => ({ event, occurredAtMs: NOON_MS })),
        failedEvents: [],
      },
    ])
  })

  it('the answer waits for the spool', async () => {
    let commit = (): void => undefined
    const append = () =>
      new Promise<'durable'>((resolve) => {
        commit = () => resolve('durable')
      })
    const { post } = createTestApp({ spool: { append, whyFull: () => null } })
    let answered = false
    const answer = Promise.resolve(post(bodyOf([anEvent('reset')]))).then((response) => {
      answered = true
      return response.status
    })
    await new Promise(setImmediate)
    expect(answered).toBe(false)
    commit()
    expect(await answer).toBe(204)
  })

  it.each(['application/json', 'TEXT/PLAIN', 'text/plain ; charset=utf-8'])(
    'a beacon may be %s',
    async (type) => {
      const { post } = createTestApp()
      const answer = await post(bodyOf([anEvent('reset')]), { 'Content-Type': type })
      expect(answer.status).toBe(204)
    },
  )

  it('a user agent is cut before it fills the store', async () => {
    const { post, spooled } = createTestApp()
    await post(bodyOf([anEvent('reset')]), { 'User-Agent': `${BROWSER} ${'x'.repeat(5000)}` })
    expect(spooled()[0]?.userAgent).toHaveLength(512)
  })
})

describe('one bad event never costs its neighbours', () => {
  it('it is kept with its reason, its place and its body', async () => {
    const { post, spooled } = createTestApp()
    const [first, last] = [anEvent('page_view'), anEvent('click')]
    const bad = { ...anEvent('page_leave'), scrollPercent: 101, surprise: true }
    expect((await post(bodyOf([first, bad, last]))).status).toBe(204)
    const [beacon] = spooled()
    expect(beacon?.events.map(({ event }) => event)).toEqual([first, last])
    expect(beacon?.failedEvents).toEqual([
      {
        index: 1,
        reason: 'event_invalid',
        detail: expect.stringMatching(/scrollPercent: .*100.*surprise/) as string,
        body: JSON.stringify(bad),
      },
    ])
  })

  it('it may be anything that JSON can say', async () => {
    const { post, spooled } = createTestApp()
    expect((await post(bodyOf([null, 1, 'x', [], {}, { type: 'reset' }]))).status).toBe(204)
    expect(spooled()[0]?.failedEvents).toHaveLength(6)
  })

  it('what happened more than 30 days ago is kept as too old', async () => {
    const { post, spooled } = createTestApp()
    const old = anEvent('page_view', { occurredAtMs: NOON_MS - 30 * DAY_MS - 1 })
    const nearly = anEvent('page_view', { occurredAtMs: NOON_MS - 30 * DAY_MS })
    expect((await post(bodyOf([old, nearly]))).status).toBe(204)
    expect(spooled()).toMatchObject([
      { events: [{ event: nearly }], failedEvents: [{ index: 0, reason: 'event_too_old' }] },
    ])
  })

  it('a page clock that is hours wrong costs nothing', async () => {
    const { post, spooled } = createTestApp()
    const threeHoursMs = 3 * 60 * 60 * 1000
    for (const wrongByMs of [threeHoursMs, -threeHoursMs]) {
      const event = anEvent('page_view', { occurredAtMs: NOON_MS + wrongByMs - 7000 })
      await post(bodyOf([event], { sentAtMs: NOON_MS + wrongByMs }))
    }
    expect(spooled().map(({ events }) => events[0]?.occurredAtMs)).toEqual([
      NOON_MS - 7000,
      NOON_MS - 7000,
    ])
  })
})

describe('what no database takes is replaced before storing', () => {
  it('in the strings of an event', async () => {
    const { post, spooled } = createTestApp()
    await post(bodyOf([anEvent('page_view', onPage(`${ORIGIN}/`, 'a\u0000b\uD800c 😀'))]))
    expect(spooled()[0]?.events[0]?.event.page.title).toBe('a\uFFFDb\uFFFDc 😀')
  })

  it('in the words about a bad event, which quote its keys', async () => {
    const { post, spooled } = createTestApp()
    await post(bodyOf([{ ...anEvent('reset'), 'a\u0000\uD800': 1 }]))
    const [failed] = spooled()[0]?.failedEvents ?? []
    expect(failed?.detail).toContain('a\uFFFD\uFFFD')
    // eslint-disable-next-line no-control-regex -- these are what must be gone
    expect(JSON.stringify(failed)).not.toMatch(/[\u0000-\u001F]/)
  })
})

describe('CORS', () => {
  it.each([
    ['204', bodyOf([anEvent('reset')]), {}],
    ['400', '{', {}],
    ['403 for the site', bodyOf([anEvent('reset')]).replace('acme-www', 'beta'), {}],
    ['413', 'x'.repeat(70_000), {}],
    ['415', '{}', { 'Content-Type': 'text/html' }],
  ])('lets a listed page read a %s', async (_, body, headers) => {
    const answer = await createTestApp().post(body, headers)
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(answer.headers.get('vary')).toBe('Origin')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('a preflight is granted to listed origins only', async () => {
    const { app } = createTestApp()
    const ask = (headers: Record<string, string>) =>
      app.request('/v1/events', { method: 'OPTIONS', headers })
    const granted = await ask({ Origin: ORIGIN })
    expect(granted.status).toBe(204)
    expect(Object.fromEntries(granted.headers)).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type',
    })
    for (const headers of [{}, { Origin: 'null' }, { Origin: `${ORIGIN}.evil.example` }]) {
      const refused = await ask(headers)
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
        403,
        null,
      ])
    }
  })
})

describe('nothing that a stranger sends crashes it', () => {
  const json = fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' })

  it('any JSON is answered by 204 or 4xx', async () => {
    const { post } = createTestApp()
    const body = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.array(json, { minLength: 1 }).map((events) => bodyOf(events)),
      fc.array(json).map((extra) => bodyOf([{ ...anEvent('custom'), ...extra }])),
      fc.string({ unit: 'binary' }),
    )
    const answered = async (text: string): Promise<void> => {
      const { status } = await post(text)
      expect(status === 204 || (status >= 400 && status < 500)).toBe(true)
    }
    await fc.assert(fc.asyncProperty(body, answered))
  })
})
