import { describe, expect, it } from 'vitest'
import { anEvent, onPage, VISITOR } from '../../wire/test-data.js'
import { aSite, rulesOf } from '../lib/test-sites.js'
import { toldOf } from '../store/test-links.js'
import { createCapRelease } from './release-capped.js'
import { openTestEnrich, QUIET_SECONDS } from './test-enrich.js'

const DAY_SECONDS = 24 * 60 * 60
const ORIGIN = 'https://www.acme.com'
const CONTENT = rulesOf({ match: '/high*', priority: 'high' }, { match: '/low*', priority: 'low' })

interface Limits {
  perDay?: number
  trackedPerDay?: number
  perPersonPerDay?: number
}

/** A site that sends what people say of themselves, with this much room for it. */
async function openLimited({ perDay, trackedPerDay, perPersonPerDay }: Limits) {
  const site = aSite({ origins: [ORIGIN] })
  const test = await openTestEnrich(site, { content: CONTENT })
  const { deps, store, tell, rows } = test
  const { selfReported } = deps
  selfReported.perPersonPerDay = perPersonPerDay ?? selfReported.perPersonPerDay
  selfReported.perDay.self_reported_share = perDay ?? 1000
  selfReported.perDay.tracked_share = trackedPerDay ?? 1000
  let at = 0
  return {
    ...test,
    releaseCapped: createCapRelease({ store, selfReported: deps.selfReported, hold: { days: 30 } }),
    /** Somebody names themselves, in a browser of their own, and views these pages. */
    view: async (person: string, ...paths: string[]): Promise<void> => {
      const nowMs = await store.nowMs()
      const moment = () => ({ occurredAtMs: nowMs + at++ })
      const identify = anEvent('identify', {
        person: { email: `${person}@example.org` },
        ...moment(),
      })
      const views = []
      for (const path of paths) {
        views.push(anEvent('page_view', { ...onPage(`${ORIGIN}${path}`, path), ...moment() }))
      }
      await tell([identify, ...views], { anonymousId: person.padEnd(32, '0') })
    },
    /** What became of each page. */
    ends: async () =>
      Object.fromEntries(
        (await rows('interactions')).map(({ content, state, reason }) => {
          const { title } = JSON.parse(content ?? '{}') as { title: string }
          return [title, reason ?? state]
        }),
      ),
  }
}

describe('of one person who is not verified', () => {
  it('only so much is sent in 24 hours, and the rest as there is room again', async () => {
    const { view, assign, ends, turn, releaseCapped } = await openLimited({ perPersonPerDay: 2 })
    await view('ada', '/low', '/normal', '/high')
    expect(await assign()).toBe(3)
    expect(await ends()).toEqual({ '/low': 'person_cap', '/normal': 'pending', '/high': 'pending' })
    expect([await releaseCapped(), await assign()]).toEqual([0, 0])

    turn(DAY_SECONDS - 1)
    expect([await releaseCapped(), await assign()]).toEqual([0, 0])
    turn(1)
    expect([await releaseCapped(), await assign()]).toEqual([1, 1])
    expect(await ends()).toMatchObject({ '/low': 'pending' })
  })

  it('the room goes to what matters most, and no more is released than there is', async () => {
    const { view, assign, ends, turn, releaseCapped } = await openLimited({ perPersonPerDay: 1 })
    await view('ada', '/first')
    await assign()
    await view('ada', '/low', '/normal', '/high')
    expect(await assign()).toBe(3)
    turn(DAY_SECONDS - QUIET_SECONDS)
    expect([await releaseCapped(), await releaseCapped(), await assign()]).toEqual([1, 0, 1])
    expect(await ends()).toEqual({
      '/first': 'pending',
      '/high': 'pending',
      '/normal': 'person_cap',
      '/low': 'person_cap',
    })
  })

  it('nor is more sent of one trackingId, link or browser, which a stranger could pass on', async () => {
    const { tell, assign, rows, turn, releaseCapped } = await openLimited({
      perDay: 9,
      perPersonPerDay: 1,
    })
    for (const letter of ['a', 'b']) {
      const event = () => anEvent('custom', { trackingId: 't-1' })
      await tell([event(), event()], { anonymousId: letter.repeat(32) })
    }
    const context = { companyDomain: 'acme.com' }
    await tell([anEvent('custom'), anEvent('custom')], { anonymousId: 'c'.repeat(32), context })
    await assign()
    const ends = async () => {
      const all = (await rows('interactions')).map(
        ({ assurance, state }) => `${assurance} ${state}`,
      )
      return all.sort().filter((end, index) => end !== all[index - 1])
    }
    expect(await ends()).toEqual([
      'corroborated held',
      'corroborated pending',
      'inferred held',
      'inferred pending',
    ])
    turn(DAY_SECONDS)
    expect([await releaseCapped(), await assign()]).toEqual([2, 2])
  })

  it('of one who is verified all is sent', async () => {
    const { tell, assign, rows, store } = await openLimited({ perPersonPerDay: 1 })
    await store.keepKnownPeople([toldOf(`visitor:${VISITOR}`)])
    await tell([1, 2, 3].map(() => anEvent('custom', { trackingId: 't-1' })))
    expect(await assign()).toBe(3)
    const pending = { state: 'pending', assurance: 'verified' }
    expect(await rows('interactions')).toMatchObject([pending, pending, pending])
  })

  it('others are not concerned', async () => {
    const { view, assign, ends } = await openLimited({ perPersonPerDay: 1 })
    await view('ada', '/a')
    await view('eve', '/b')
    await assign()
    expect(await ends()).toEqual({ '/a': 'pending', '/b': 'pending' })
  })

  it('after a restart all that has had room meanwhile is found', async () => {
    const test = await openLimited({ perPersonPerDay: 1 })
    const { view, assign, ends, turn, store, deps } = test
    await view('ada', '/a', '/b')
    await assign()
    turn(5 * DAY_SECONDS)
    const { selfReported } = deps
    const anew = createCapRelease({ store, selfReported, hold: { days: 30 } })
    expect([await anew(), await assign()]).toEqual([1, 1])
    expect(await ends()).toEqual({ '/a': 'pending', '/b': 'pending' })
  })
})

describe('of all whom pages or networks alone name', () => {
  it('only so much is sent in 24 hours: what matters most, whoever came first', async () => {
    const { view, assign, ends, turn } = await openLimited({ perDay: 2 })
    await view('ada', '/low', '/normal')
    await view('eve', '/high')
    expect(await assign()).toBe(3)
    const full = { '/low': 'self_reported_share', '/normal': 'pending', '/high': 'pending' }
    expect(await ends()).toEqual(full)
    expect(await assign()).toBe(0)
    turn(DAY_SECONDS)
    expect(await assign()).toBe(1)
    expect(await ends()).toMatchObject({ '/low': 'pending' })
  })

  it('what waits goes before what comes later and matters no more', async () => {
    const { view, assign, ends, turn } = await openLimited({ perDay: 1 })
    await view('ada', '/first')
    await assign()
    await view('eve', '/low1', '/normal1')
    await assign()
    turn(DAY_SECONDS - QUIET_SECONDS - 1)
    await view('joe', '/normal2', '/low2')
    expect(await assign()).toBe(3)
    expect(await ends()).toEqual({
      '/first': 'pending',
      '/normal1': 'pending',
      '/low1': 'self_reported_share',
      '/normal2': 'self_reported_share',
      '/low2': 'self_reported_share',
    })
  })

  it('none is sent where the share is none', async () => {
    const { view, assign, ends } = await openLimited({ perDay: 0 })
    await view('ada', '/a')
    expect([await assign(), await assign()]).toEqual([1, 0])
    expect(await ends()).toEqual({ '/a': 'self_reported_share' })
  })

  it('who is known otherwise takes nothing of it', async () => {
    const { tell, assign, rows } = await openLimited({ perDay: 0 })
    await tell([anEvent('page_view', { trackingId: 't-1' })])
    await assign()
    expect(await rows('interactions')).toMatchObject([{ state: 'pending' }])
  })

  it('browsers of which a network alone tells the company take of it as well', async () => {
    const { tell, view, assign, rows, turn } = await openLimited({ perDay: 1 })
    const context = { companyDomain: 'acme.com' }
    await tell([anEvent('page_view')], { anonymousId: 'a'.repeat(32), context })
    await tell([anEvent('page_view')], { anonymousId: 'b'.repeat(32), context })
    await view('ada', '/a')
    expect(await assign()).toBe(3)
    const waits = { state: 'held', reason: 'self_reported_share' }
    expect(await rows('interactions')).toMatchObject([
      { state: 'pending', assurance: 'inferred' },
      { ...waits, assurance: 'inferred' },
      { ...waits, assurance: 'claimed' },
    ])
    turn(DAY_SECONDS)
    expect(await assign()).toBe(1)
    expect(await rows('interactions')).toMatchObject([{}, { state: 'pending' }, waits])
  })

  it('who becomes known otherwise need not wait', async () => {
    const { view, assign, rows, receive } = await openLimited({ perDay: 0 })
    await view('ada', '/a')
    await assign()
    const later = { occurredAtMs: (await rows('events'))[0]?.occurred_at_ms ?? 0 }
    const anonymousId = 'ada'.padEnd(32, '0')
    await receive([anEvent('click', { trackingId: 't-1', ...later })], { anonymousId })
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'pending', assurance: 'corroborated', lane_key: 'tracking:t-1' },
    ])
  })

  it('what waits for too long is given up, and leaves no trace of a lane', async () => {
    const { view, assign, turn, shed, rows } = await openLimited({ perDay: 0 })
    await view('ada', '/a')
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'held', assurance: 'claimed', lane_key: 'email:ada@example.org', who: null },
    ])
    turn(31 * DAY_SECONDS)
    expect(await shed(30)).toBe(1)
    expect(await rows('interactions')).toMatchObject([
      { state: 'shed', reason: 'hold_expired', assurance: null, lane_key: null },
    ])
  })

  it('who is found to be an own employee meanwhile is not sent', async () => {
    const { view, assign, turn, ends, deps } = await openLimited({ perDay: 1 })
    await view('ada', '/a')
    await assign()
    await view('eve', '/b')
    await assign()
    deps.sites.set('acme-www', aSite({ origins: [ORIGIN], ownDomains: ['example.org'] }))
    turn(DAY_SECONDS)
    expect(await assign()).toBe(1)
    expect(await ends()).toEqual({ '/a': 'pending', '/b': 'own_employee' })
  })
})

describe('trackingIds of which the site has told nothing', () => {
  const mail = (trackingId: string) => anEvent('custom', { trackingId })

  it('have a share of their own, whoever makes them up by the thousand', async () => {
    const { tell, view, assign, rows, turn } = await openLimited({ trackedPerDay: 3, perDay: 1 })
    for (const letter of ['a', 'b', 'c', 'd', 'e']) {
      await tell([mail(`made-up-${letter}`)], { anonymousId: letter.repeat(32) })
    }
    await view('ada', '/a')
    await assign()
    const states = async () => (await rows('interactions')).map(({ state }) => state)
    const three = ['pending', 'pending', 'pending']
    expect(await states()).toEqual([...three, 'held', 'held', 'pending'])
    const waits = {
      reason: 'tracked_share',
      assurance: 'corroborated',
      lane_key: 'tracking:made-up-d',
    }
    expect((await rows('interactions'))[3]).toMatchObject(waits)

    turn(DAY_SECONDS - 1)
    expect(await assign()).toBe(0)
    turn(1)
    expect(await assign()).toBe(2)
    expect(await states()).toEqual(Array(6).fill('pending'))
  })

  it('take nothing of it once the site has told whose they are', async () => {
    const { tell, assign, rows, store } = await openLimited({ trackedPerDay: 0 })
    await store.keepKnownPeople([toldOf('tracking:t-1')])
    await tell([mail('t-1')])
    await tell([mail('t-2')], { anonymousId: 'f'.repeat(32) })
    await assign()
    expect(await rows('interactions')).toMatchObject([
      { state: 'pending', lane_key: 'email:ada@example.org' },
      { state: 'held', reason: 'tracked_share' },
    ])
  })
})
