import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { bodyOf, createTestApp, ORIGIN } from '../test-app.js'

const DAY_MS = 24 * 60 * 60 * 1000
const [ONE, OTHER] = ['203.0.113.9', '203.0.113.10']

const identify = (email: string) => anEvent('identify', { person: { email } })

/** The collector, by a clock that the test turns, where an address may name two people a day. */
function createLimitedApp(changes: Parameters<typeof createTestApp>[0] = {}) {
  let nowMs = NOON_MS
  const test = createTestApp({
    clock: () => nowMs,
    rateLimit: {
      perAddressPerSecond: 1000,
      perAddressBurst: 1000,
      perSitePerSecond: 1000,
      perSiteBurst: 1000,
      identitiesPerAddressPerDay: 2,
    },
    ...changes,
  })
  return {
    ...test,
    turn: (ms: number) => (nowMs += ms),
    /** How many of the events are stored, but for resets, and why the others are not. */
    send: async (events: unknown[], socketAddress = ONE) => {
      const body = bodyOf(events, { sentAtMs: nowMs })
      expect((await test.post(body, {}, { socketAddress })).status).toBe(204)
      const beacon = test.spooled().at(-1)
      const kept = beacon?.events.filter(({ event }) => event.type !== 'reset')
      return [kept?.length, ...(beacon?.failedEvents ?? []).map(({ reason }) => reason)]
    },
  }
}

const TOO_MANY = 'identity_rate_limited'

it('one name too many is kept as failed, and its neighbours are stored', async () => {
  const { send, spooled } = createLimitedApp()
  const events = [identify('a@x.org'), identify('b@x.org'), identify('c@x.org'), anEvent('click')]
  expect(await send(events)).toEqual([3, TOO_MANY])
  expect(spooled()[0]?.failedEvents).toMatchObject([{ index: 2, body: JSON.stringify(events[2]) }])
})

it('who was named may be named again, in any case, and other addresses are not concerned', async () => {
  const { send } = createLimitedApp()
  await send([identify('a@x.org'), identify('b@x.org')])
  expect(await send([identify('A@x.org'), identify('c@x.org')])).toEqual([1, TOO_MANY])
  expect(await send([identify('c@x.org'), identify('d@x.org')], OTHER)).toEqual([2])
})

it('a name counts for 24 hours from when it was first named', async () => {
  const { send, turn } = createLimitedApp()
  await send([identify('a@x.org'), identify('b@x.org')])
  turn(DAY_MS - 1)
  expect(await send([identify('a@x.org'), identify('c@x.org')])).toEqual([1, TOO_MANY])
  turn(1)
  expect(await send([identify('c@x.org'), identify('d@x.org')])).toEqual([2])
})

it('a clock that is set back keeps nobody out', async () => {
  const { send, turn } = createLimitedApp()
  await send([identify('a@x.org'), identify('b@x.org')])
  turn(-DAY_MS)
  expect(await send([identify('c@x.org'), identify('d@x.org')])).toEqual([2])
})

it('of IPv6 a /64 is one address', async () => {
  const { send } = createLimitedApp()
  await send([identify('a@x.org'), identify('b@x.org')], '2001:db8::1')
  expect(await send([identify('c@x.org')], '2001:db8::2')).toEqual([0, TOO_MANY])
  expect(await send([identify('c@x.org')], '2001:db8:0:1::2')).toEqual([1])
})

it('whoever has no address counts as one', async () => {
  const { post, spooled } = createLimitedApp()
  for (const email of ['a@x.org', 'b@x.org', 'c@x.org']) await post(bodyOf([identify(email)]))
  expect(spooled().map(({ failedEvents }) => failedEvents.length)).toEqual([0, 0, 1])
})

it('people are told apart by number and id too, and who is named by nothing does not count', async () => {
  const { send } = createLimitedApp()
  const person = (person: object) => anEvent('identify', { person })
  const events = [
    person({ name: 'Ada' }),
    person({}),
    person({ personId: 'u-0' }),
    person({ phoneNumber: '+44 1' }),
    person({ phoneNumber: '(+44) 1' }),
    person({ phoneNumber: ' ', personId: 'u-1', company: { domain: 'acme.com' } }),
    person({ phoneNumber: ' ', personId: 'u-2', company: { domain: 'acme.com' } }),
  ]
  expect(await send(events)).toEqual([6, TOO_MANY])
})

it('trackingIds have a limit of their own, ten times as high, whatever event brings them', async () => {
  const { send } = createLimitedApp()
  const by = (trackingId: number) => anEvent('click', { trackingId: `t-${trackingId}` })
  expect(await send(Array.from({ length: 21 }, (_, n) => by(n)))).toEqual([20, TOO_MANY])
  expect(await send([by(3), identify('a@x.org'), identify('b@x.org'), by(99)])).toEqual([
    3,
    TOO_MANY,
  ])
})

describe('a token', () => {
  const signed = (email: string) => ({ ...identify(email), token: 'a.b.c' })
  const events = [signed('a@x.org'), signed('b@x.org'), signed('c@x.org')]

  it('of a site that signs is judged later and is no claim', async () => {
    const jwt = [{ kid: 'k', alg: 'HS256' as const, secretFile: 'secret' }]
    const { send } = createLimitedApp({ sites: siteMap(aSite({ origins: [ORIGIN], jwt })) })
    expect(await send(events)).toEqual([3])
  })

  it('of a site that does not is no more than none', async () => {
    const { send } = createLimitedApp()
    expect(await send(events)).toEqual([2, TOO_MANY])
  })
})

it('without limits anybody may be named', async () => {
  const { send } = createLimitedApp({ rateLimit: false })
  expect(await send([identify('a@x.org'), identify('b@x.org'), identify('c@x.org')])).toEqual([3])
})
