import { describe, expect, it } from 'vitest'
import type { WirePerson } from '../../wire/person.js'
import { anEvent, NOON_MS, VISITOR } from '../../wire/test-data.js'
import { aJwtKey } from '../lib/test-tokens.js'
import { sealOne } from '../store/test-outbox.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { stitch } from './test-stitch.js'

const MINUTE_MS = 60_000
const { key, sign } = aJwtKey()

const identify = (minute: number, token: string | undefined, person: WirePerson = {}) =>
  anEvent('identify', { person, token, occurredAtMs: NOON_MS + minute * MINUTE_MS })

async function openTestSite() {
  const { store, rows } = await openTestStore()
  return {
    store,
    rows,
    arrive: async (...events: ReturnType<typeof identify>[]): Promise<void> => {
      await store.appendBeacons([aSpooledBeacon(events)])
      await stitch(store, { keys: [key] })
    },
    aliases: () => store.readAliases({ siteId: 'acme-www', anonymousId: VISITOR }),
  }
}

const ADA = { email: 'ada@example.org' }
const BOB = { email: 'bob@example.org' }

describe('an identify with a token', () => {
  it('that holds verifies whom the token names, whatever else the page says', async () => {
    const { arrive, aliases } = await openTestSite()
    const token = await sign({ person: { sub: 'u-1', ...ADA, name: 'Ada' } })
    await arrive(identify(0, token, { ...BOB, phoneNumber: '1' }))
    expect(await aliases()).toMatchObject([
      {
        whoKey: 'email:ada@example.org',
        who: { kind: 'person', person: { ...ADA, name: 'Ada', personId: 'u-1' } },
        assurance: 'verified',
      },
    ])
  })

  it('makes one verified person of whom the page claimed before', async () => {
    const { arrive, aliases } = await openTestSite()
    await arrive(identify(0, undefined, { ...ADA, name: 'Claimed' }))
    expect(await aliases()).toMatchObject([{ assurance: 'claimed' }])
    await arrive(identify(1, await sign()))
    expect(await aliases()).toMatchObject([
      { untilMs: null, assurance: 'verified', who: { person: ADA } },
    ])
  })

  it('of another browser names nobody and is kept with its reason', async () => {
    const { arrive, aliases, rows } = await openTestSite()
    await arrive(identify(0, await sign({ anonymousId: 'f'.repeat(32) }), ADA))
    expect(await aliases()).toEqual([])
    const [fact] = await rows('identity_facts')
    expect(fact).toMatchObject({ who_key: 'email:ada@example.org' })
    expect(JSON.parse(fact?.fact ?? '')).toMatchObject({
      kind: 'refused',
      reason: 'identity_token_foreign',
    })
  })

  it.each([
    ['somebody else', BOB, {}],
    ['somebody else, by the page alone', {}, BOB],
  ])('that has ended and names %s ends whoever it was', async (_, inToken, onPage) => {
    const { arrive, aliases } = await openTestSite()
    await arrive(identify(0, await sign()))
    const stranger = aJwtKey()
    await arrive(identify(1, await stranger.sign({ person: inToken }), onPage))
    expect(await aliases()).toMatchObject([
      { whoKey: 'email:ada@example.org', untilMs: NOON_MS + MINUTE_MS },
    ])
  })

  it.each([
    ['has ended', async () => await sign({ nowMs: NOON_MS - 48 * 60 * MINUTE_MS })],
    ['is none', () => Promise.resolve('garbage')],
    ['is a stranger’s', () => aJwtKey().sign()],
  ])('that %s cuts off no history where nobody was known', async (_, refusedToken) => {
    const { arrive, aliases, store, rows } = await openTestSite()
    const sealed = { occurredAtMs: NOON_MS - 10 * MINUTE_MS }
    await store.hold([await sealOne(store, sealed)], 'identity_unknown')
    const refused = { ...identify(0, await refusedToken()), sessionId: 'b'.repeat(32) }
    await arrive(refused)
    expect(await aliases()).toEqual([])
    const good = { ...identify(0.05, await sign()), sessionId: 'c'.repeat(32) }
    await arrive(good)
    const [alias] = await aliases()
    expect(alias).toMatchObject({ whoKey: 'email:ada@example.org', assurance: 'verified' })
    expect(alias?.sinceMs).toBeLessThan(sealed.occurredAtMs)
    expect(await rows('interactions')).toMatchObject([
      { asked_at_ms: expect.any(Number) as number },
    ])
  })

  it('that has ended and names the same person changes nothing', async () => {
    const { arrive, aliases } = await openTestSite()
    await arrive(identify(0, await sign()))
    const before = await aliases()
    await arrive(identify(90, await sign(), BOB))
    expect(await aliases()).toEqual(before)
  })

  it('of a site without keys says what the page says', async () => {
    const { store } = await openTestStore()
    const beacon = aSpooledBeacon([identify(0, await sign(), BOB)])
    await store.appendBeacons([beacon])
    await stitch(store)
    const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
    expect(await store.readAliases(visitor)).toMatchObject([
      { whoKey: 'email:bob@example.org', assurance: 'claimed' },
    ])
  })
})
