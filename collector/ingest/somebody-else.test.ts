import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, SESSION } from '../../wire/test-data.js'
import { openTestPipeline } from '../test-pipeline.js'
import { parseEvents } from './parse-beacon.js'
import { parseEvent } from './parse-event.js'
import { somebodyElse } from './somebody-else.js'

const TIMES = { receivedAtMs: NOON_MS + 5, sentAtMs: NOON_MS + 5 }
const invalid = { ...TIMES, reason: 'event_invalid' as const }
const limited = { ...TIMES, reason: 'identity_rate_limited' as const }

const identify = (email: string, occurredAtMs = NOON_MS) =>
  anEvent('identify', { person: { email }, occurredAtMs })

describe('an identify that failed', () => {
  it('is a reset of its session and time, and names nobody', () => {
    const reset = somebodyElse(identify('bob@localhost'), invalid)
    expect(reset).toMatchObject({
      occurredAtMs: NOON_MS,
      event: {
        type: 'reset',
        sessionId: SESSION,
        occurredAtMs: NOON_MS,
        failedBy: 'event_invalid',
      },
    })
    expect(JSON.stringify(reset)).not.toContain('bob')
  })

  it('is the same one each time that it comes, and another than those of others', () => {
    const event = identify('bob@localhost')
    const id = (candidate: object) => somebodyElse(candidate, invalid)?.event.eventId
    expect(id(event)).toBe(id({ ...event }))
    expect(id(event)).not.toBe(id(identify('bob@localhost')))
    expect(id({ ...event, eventId: 7 })).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['session', { sessionId: 'x' }],
    ['time', { occurredAtMs: 'now' }],
    ['page', { page: null }],
  ])('is none where its %s cannot be read', (_, changes) => {
    expect(somebodyElse({ ...identify('bob@localhost'), ...changes }, invalid)).toBeNull()
  })
})

it('another event that failed says so only where its trackingId was one too many', () => {
  const click = anEvent('click', { trackingId: 't' })
  expect(somebodyElse(click, invalid)).toBeNull()
  expect(somebodyElse(click, limited)).not.toBeNull()
  for (const each of [null, 7, 'identify', []]) expect(somebodyElse(each, invalid)).toBeNull()
})

it('a page cannot send what stands for one', () => {
  const own = { ...anEvent('reset'), failedBy: 'event_invalid' }
  expect(parseEvent(own, TIMES)).toMatchObject({ kind: 'failed' })
})

it('no history before it is cut off by one where nobody was known, and what follows is nobody’s', async () => {
  const test = await openTestPipeline()
  const events = [
    anEvent('page_view', { occurredAtMs: NOON_MS - 1000 }),
    identify('bob@localhost', NOON_MS),
    identify('ada@example.org', NOON_MS + 3000),
  ]
  const sentAtMs = NOON_MS + 3000
  const anonymousId = 'a'.repeat(32)
  const envelope = { v: 1 as const, siteId: 'acme-www', anonymousId, sentAtMs, events }
  const times = { receivedAtMs: sentAtMs, userAgent: null, context: null }
  test.append(parseEvents(envelope, { ...times, namesTooMany: () => false }))
  await test.stages.forward()
  await test.stages.stitch()
  const aliases = await test.store().readAliases({ siteId: 'acme-www', anonymousId })
  const whoKey = 'email:ada@example.org'
  expect(aliases).toMatchObject([
    { whoKey, untilMs: NOON_MS },
    { whoKey, sinceMs: NOON_MS + 3000, untilMs: null },
  ])
  expect(aliases[0]?.sinceMs).toBeLessThan(NOON_MS - 1000)
})

it.each([
  ['was one too many', 'bob@example.org'],
  ['was none', 'bob@localhost'],
])(
  'nobody inherits what happens after a name that %s, however often it comes',
  async (_, email) => {
    const test = await openTestPipeline()
    const events = [
      identify('ada@example.org', NOON_MS),
      identify(email, NOON_MS + 10),
      anEvent('custom', { occurredAtMs: NOON_MS + 20 }),
    ]
    const beacon = { v: 1 as const, siteId: 'acme-www', anonymousId: 'a'.repeat(32), events }
    for (const laterMs of [0, 1000]) {
      const sentAtMs = NOON_MS + 30
      const spooled = parseEvents(
        { ...beacon, sentAtMs },
        {
          receivedAtMs: sentAtMs + laterMs,
          userAgent: null,
          context: null,
          namesTooMany: (event) =>
            event.type === 'identify' && event.person.email === 'bob@example.org',
        },
      )
      test.append(spooled)
      await test.stages.forward()
      await test.stages.stitch()
    }
    expect(await test.rows('events')).toHaveLength(3)
    expect(await test.rows('failed_events')).toHaveLength(2)
    const aliases = await test
      .store()
      .readAliases({ siteId: 'acme-www', anonymousId: 'a'.repeat(32) })
    expect(aliases).toMatchObject([{ whoKey: 'email:ada@example.org', untilMs: NOON_MS + 10 }])
  },
)
