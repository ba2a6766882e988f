import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, VISITOR } from '../../wire/test-data.js'
import { aSite } from '../lib/test-sites.js'
import { toldOf } from '../store/test-links.js'
import type { Alias } from '../store/who.js'
import { aliasAt } from './alias-at.js'
import { createUnprovenAsking } from './ask-unproven.js'
import { assignOnce } from './assign-once.js'
import { openTestEnrich } from './test-enrich.js'

const DAY_SECONDS = 24 * 60 * 60
const identify = (email = 'ada@example.org') => anEvent('identify', { person: { email } })
const site = (identity: 'strict' | 'labelled' | 'open') =>
  aSite({ origins: ['https://www.acme.com'], identity })

describe('an interaction is given its person', () => {
  it('is held while nobody knows the visitor, and sent once somebody does', async () => {
    const { tell, assign, receive, rows } = await openTestEnrich()
    await tell([anEvent('page_view')])
    expect(await assign()).toBe(1)
    expect(await rows('interactions')).toMatchObject([
      { state: 'held', reason: 'identity_unknown' },
    ])
    expect(await rows('lanes')).toEqual([])

    await receive([identify()])
    await assign()
    expect(await rows('interactions')).toMatchObject([
      {
        state: 'pending',
        reason: null,
        lane_key: 'email:ada@example.org',
        who: '{"kind":"person","person":{"email":"ada@example.org","company":{"domain":"example.org"}}}',
        assurance: 'claimed',
      },
    ])
    expect(await rows('lanes')).toMatchObject([{ lane_key: 'email:ada@example.org' }])
  })

  it('is never given anyone of before a reset', async () => {
    const { tell, assign, rows } = await openTestEnrich()
    const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
    await tell([
      { ...identify(), ...at(0) },
      anEvent('reset', at(1)),
      anEvent('page_view', { ...at(2), sessionId: '6'.repeat(32) }),
    ])
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'held', reason: 'identity_unknown' },
    ])
  })

  it('goes to the trackingId rather than to a claim', async () => {
    const { tell, assign, rows } = await openTestEnrich()
    await tell([identify(), anEvent('page_view', { trackingId: 't-1' })])
    await assign()
    expect(await rows('interactions')).toMatchObject([{ lane_key: 'tracking:t-1' }])
  })

  it('stays with that person, whatever is learnt later', async () => {
    const { tell, assign, receive, rows } = await openTestEnrich()
    await tell([identify(), anEvent('page_view')])
    await assign()
    const before = await rows('interactions')
    await receive([anEvent('click', { trackingId: 't-1', occurredAtMs: NOON_MS - 1 })])
    await assign()
    expect(await rows('interactions')).toEqual(before)
  })
})

describe('whom the page alone names', () => {
  it('is held under a strict policy', async () => {
    const { tell, assign, rows } = await openTestEnrich(site('strict'))
    await tell([identify(), anEvent('page_view')])
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'held', reason: 'identity_unproven' },
    ])
  })

  it('does not hold up a trackingId under a strict policy', async () => {
    const { tell, assign, rows } = await openTestEnrich(site('strict'))
    await tell([identify(), anEvent('page_view', { trackingId: 't-1' })])
    await assign()
    expect(await rows('interactions')).toMatchObject([{ state: 'pending' }])
  })

  it.each(['labelled', 'open'] as const)('is sent under %s', async (identity) => {
    const { tell, assign, rows } = await openTestEnrich(site(identity))
    await tell([identify(), anEvent('page_view')])
    await assign()
    expect(await rows('interactions')).toMatchObject([{ state: 'pending', assurance: 'claimed' }])
  })

  it('is held where the site is not in the configuration any more', async () => {
    const { deps, tell, assign, rows } = await openTestEnrich(site('open'))
    await tell([identify(), anEvent('page_view')])
    deps.sites.clear()
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'held', reason: 'identity_unproven' },
    ])
  })
})

describe('where nobody is known', () => {
  it('the company whose network it came from stands in', async () => {
    const { tell, assign, rows } = await openTestEnrich()
    await tell([anEvent('page_view')], { context: { companyDomain: 'acme.com' } })
    await assign()
    const laneKey = `visitor:acme-www:${VISITOR}`
    expect(await rows('interactions')).toMatchObject([
      { state: 'pending', assurance: 'inferred', lane_key: laneKey },
    ])
    expect(await rows('lanes')).toMatchObject([{ lane_key: laneKey }])
    expect(await assign()).toBe(0)
  })
})

describe("the company's own people", () => {
  it('are never sent, of any site', async () => {
    const { deps, tell, assign, rows } = await openTestEnrich(site('labelled'))
    deps.sites.set('beta', aSite({ siteId: 'beta', ownDomains: ['example.org'] }))
    await tell([identify(), anEvent('page_view')])
    expect(await assign()).toBe(1)
    expect(await rows('interactions')).toMatchObject([
      { state: 'shed', reason: 'own_employee', ended_at_ms: expect.any(Number) as number },
    ])
    expect(await rows('lanes')).toEqual([])
  })

  it("are not told of as the customer whose link they test, until the browser's reset", async () => {
    const own = aSite({ identity: 'labelled', ownDomains: ['example.org'] })
    const { tell, assign, rows } = await openTestEnrich(own)
    const at = (second: number, sessionId: string) => {
      return { occurredAtMs: NOON_MS + second, sessionId: sessionId.repeat(32) }
    }
    await tell([
      anEvent('identify', { person: { email: 'eve@example.org' }, ...at(1, '1') }),
      anEvent('identify', { person: { email: 'ada@analytical.example' }, ...at(2, '2') }),
      anEvent('page_view', at(3, '2')),
      anEvent('reset', at(4, '2')),
      anEvent('page_view', { trackingId: 't-1', ...at(5, '3') }),
    ])
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'shed', reason: 'own_employee' },
      { state: 'pending', lane_key: 'tracking:t-1' },
    ])
  })
})

it('what was held before a reset is not asked again by what is said after it', async () => {
  const { tell, receive, assign, rows } = await openTestEnrich()
  await tell([anEvent('page_view')])
  expect(await assign()).toBe(1)
  const after = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
  await receive([anEvent('reset', after(1))])
  await receive([anEvent('page_view', { trackingId: 't-1', ...after(2) })])
  expect(await rows('interactions')).toMatchObject([{ state: 'held' }])
  expect(await assign()).toBe(0)
})

describe('what has been held for too long', () => {
  it('is given up with its reason, and is not asked again', async () => {
    const { tell, assign, shed, turn, receive, rows } = await openTestEnrich()
    await tell([anEvent('page_view')])
    await assign()
    turn(30 * DAY_SECONDS - 120)
    expect(await shed(30)).toBe(0)
    turn(1)
    expect(await shed(30)).toBe(1)
    expect(await rows('interactions')).toMatchObject([{ state: 'shed', reason: 'hold_expired' }])
    await receive([identify()])
    await assign()
    expect(await rows('interactions')).toMatchObject([{ state: 'shed' }])
  })
})

describe('aliasAt', () => {
  const alias = (changes: Partial<Alias>): Alias => ({
    sinceMs: 0,
    untilMs: null,
    whoKey: 'somebody',
    who: { kind: 'tracked', trackingId: 't' },
    assurance: 'claimed',
    ...changes,
  })

  it('counts the beginning in and the end out', () => {
    const aliases = [alias({ sinceMs: 10, untilMs: 20 })]
    expect([9, 10, 19, 20].map((atMs) => aliasAt(aliases, atMs) !== null)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('takes the strongest, and the latest of equals', () => {
    const claimed = alias({ whoKey: 'claimed', sinceMs: 5 })
    const proven = alias({ whoKey: 'proven', assurance: 'verified' })
    const later = alias({ whoKey: 'later', sinceMs: 6 })
    expect(aliasAt([proven, claimed], 10)).toBe(proven)
    expect(aliasAt([claimed, later], 10)).toBe(later)
  })
})

describe('what is held of one visitor', () => {
  it('has a bound, and what is over it is given up', async () => {
    const { tell, deps, receive, rows, assign } = await openTestEnrich()
    deps.hold.maxPerVisitor = 3
    await tell(Array.from({ length: 5 }, () => anEvent('rating')))
    await assign()
    const states = async () => (await rows('interactions')).map(({ state }) => state)
    expect(await states()).toEqual(['held', 'held', 'held', 'shed', 'shed'])
    expect(await rows('interactions')).toContainEqual(
      expect.objectContaining({ state: 'shed', reason: 'hold_full' }),
    )

    await tell([anEvent('rating')])
    await assign()
    expect((await states()).at(-1)).toBe('shed')
    await tell([anEvent('rating')], { anonymousId: 'c'.repeat(32) })
    await assign()
    expect((await states()).at(-1)).toBe('held')

    await receive([identify()])
    await assign()
    expect((await states()).slice(0, 4)).toEqual(['pending', 'pending', 'pending', 'shed'])
  })
})

describe('what is asked again', () => {
  const STRANGER = 'e'.repeat(32)
  const PASS = 10

  /** A stranger of whom much is held, and can be asked again by one event of no importance. */
  async function openFlooded() {
    const test = await openTestEnrich()
    let moved = 0
    await test.tell(
      Array.from({ length: 60 }, (_, index) => {
        return anEvent('custom', { occurredAtMs: NOON_MS + index })
      }),
      { anonymousId: STRANGER },
    )
    await test.assign()
    const flood = async () => {
      test.turn(1)
      await test.receive([identify(`${++moved}@a.example`)], { anonymousId: STRANGER })
    }
    /** Nothing of it is ever sent: what is held is asked, and stays. */
    test.deps.sites.set('acme-www', site('strict'))
    return { ...test, flood, pass: () => assignOnce(test.deps, PASS) }
  }

  /** Of a visitor whom the site's server has named. */
  const named = (letter: string) => ({ anonymousId: letter.repeat(32) })
  const toldOfVisitor = (letter: string) => toldOf(`visitor:${letter.repeat(32)}`)

  it('never goes before what is new, however often that happens', async () => {
    const { store, tell, flood, pass, rows } = await openFlooded()
    await store.keepKnownPeople([toldOfVisitor('a')])
    for (let round = 0; round < 3; round++) {
      await flood()
      await tell([anEvent('form_submit')], named('a'))
      expect(await pass()).toBeLessThanOrEqual(2 * PASS)
      const customers = (await rows('interactions')).slice(60)
      expect(customers.map(({ state }) => state)).toEqual(Array(round + 1).fill('pending'))
    }
  })

  it('has its turn although more is new than a pass takes, and although others ask all the time', async () => {
    const { store, receive, tell, flood, pass, rows, assign } = await openFlooded()
    await tell([anEvent('form_submit')], named('a'))
    await assign()
    await tell(
      Array.from({ length: 300 }, () => anEvent('rating')),
      named('b'),
    )
    await flood()
    await store.keepKnownPeople([toldOfVisitor('a')])
    await receive([])
    const isSent = async () => (await rows('interactions'))[60]?.state === 'pending'
    let passes = 0
    while (!(await isSent())) {
      await flood()
      await pass()
      expect(++passes).toBeLessThanOrEqual(60 / (PASS / 2) + 1)
    }
    expect((await store.readSealed(1)).length).toBe(1)
  })

  it('is asked once, and stays held for the reason that it had', async () => {
    const { flood, pass, rows } = await openFlooded()
    const before = (await rows('interactions')).map(({ state }) => state)
    await flood()
    let asked = 0
    for (let some = await pass(); some > 0; some = await pass()) asked += some
    expect(asked).toBe(60)
    expect((await rows('interactions')).map(({ state }) => state)).toEqual(before)
    expect(new Set((await rows('interactions')).map(({ reason }) => reason))).toEqual(
      new Set(['identity_unproven']),
    )
  })
})

it('what a strict policy held is asked again where it is strict no more, once', async () => {
  const { deps, tell, assign, rows, store } = await openTestEnrich(site('strict'))
  deps.sites.set('beta', aSite({ siteId: 'beta', identity: 'strict' }))
  for (const siteId of ['acme-www', 'beta'])
    await tell([identify(), anEvent('page_view')], { siteId })
  await assign()
  deps.sites.set('acme-www', site('open'))
  const askUnproven = createUnprovenAsking(deps)
  expect([await askUnproven(), await askUnproven(), await assign()]).toEqual([1, 0, 1])
  expect(await rows('interactions')).toMatchObject([
    { site_id: 'acme-www', state: 'pending', assurance: 'claimed' },
    { site_id: 'beta', state: 'held', reason: 'identity_unproven' },
  ])
  expect(await createUnprovenAsking({ store, sites: deps.sites })()).toBe(0)
})
