import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, onPage, VISITOR } from '../../wire/test-data.js'
import { aSite, rulesOf } from '../lib/test-sites.js'
import type { Alias } from '../store/who.js'
import { sealOnce } from './seal-once.js'
import { fieldOf, openTestEnrich, QUIET_SECONDS } from './test-enrich.js'

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })

const VISIT: WireEvent[] = [
  anEvent('page_view', { ...at(0), page: { ...anEvent('reset').page, title: '' } }),
  anEvent('page_leave', { ...at(9), activeSeconds: 8, scrollPercent: 70 }),
  anEvent('page_view', at(20)),
  anEvent('click', at(21)),
  anEvent('click', at(22)),
  anEvent('video_progress', { ...at(30), watchedPercent: 25, positionPercent: 90 }),
  anEvent('video_progress', { ...at(31), watchedPercent: 80, positionPercent: 80 }),
  anEvent('video_progress', { ...at(32), watchedPercent: 60, watchedSeconds: 99 }),
  anEvent('step', { ...at(40), value: 'invite' }),
  anEvent('step', { ...at(41), value: 'sign up' }),
]

const SITE = aSite()
const BLOG = rulesOf({ match: '/blog/*', granularity: 'session', labels: ['blog'] })
const READING = ['a', 'b', 'c'].flatMap((name, index) => {
  const { page } = onPage(`https://www.acme.com/blog/${name}`, `Post ${name}`)
  const common = { ...at(50 + index), page: { ...page, viewId: String(index).repeat(32) } }
  return [anEvent('page_view', common), anEvent('page_leave', { ...common, activeSeconds: index })]
})

describe('sealing fixes what is told', () => {
  it('the same events give the same contents in whatever order they arrive', async () => {
    const { receive, fold, seal, turn, rows } = await openTestEnrich(SITE, { content: BLOG })
    let visitor = 0
    const contentsOf = async (events: WireEvent[], cut: number) => {
      const anonymousId = String(++visitor).padStart(32, '0')
      const own = events.map((event) => ({ ...event, eventId: randomUUID() }))
      for (const part of [own.slice(0, cut), own.slice(cut)]) {
        await receive(part, { anonymousId })
        await fold()
      }
      turn(QUIET_SECONDS)
      await seal()
      return (await rows('interactions'))
        .filter(({ anonymous_id }) => anonymous_id === anonymousId)
        .map(({ kind, content }) => `${kind} ${content}`)
        .sort()
    }
    const visit = [...VISIT, ...READING]
    const expected = await contentsOf(visit, 0)
    expect(expected).toHaveLength(5)
    const order = fc.shuffledSubarray(visit, { minLength: visit.length })
    await fc.assert(
      fc.asyncProperty(order, fc.nat(VISIT.length + READING.length), async (events, cut) => {
        expect(await contentsOf(events, cut)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('a video is told by the highest percent that was really watched', async () => {
    const { tell, contents } = await openTestEnrich()
    await tell(VISIT.filter(({ type }) => type === 'video_progress'))
    const [content] = await contents()
    expect(content).toMatchObject({
      eventType: 'video watched',
      title: 'Product tour',
      contentId: 'youtube:dQw4w9WgXcQ',
      numeric: { value: 80, rangeFrom: 0, rangeTo: 100, numericType: 'PERCENTAGE' },
      occurredAtMs: NOON_MS + 30_000,
    })
    expect(fieldOf(content, 'Watched')).toBe('99')
    expect(fieldOf(content, 'Furthest point percent')).toBe('90')
  })

  it('any percent is a whole one from 0 to 100', async () => {
    const { tell, contents } = await openTestEnrich()
    const percents = [0, 1, 10, 99, 100]
    await tell(
      percents.map((watchedPercent) =>
        anEvent('video_progress', {
          watchedPercent,
          video: { provider: 'html5', id: `v${watchedPercent}` },
        }),
      ),
    )
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual(percents)
  })

  it('the id for Gong follows from what is told, and from nothing else', async () => {
    const one = await openTestEnrich()
    const other = await openTestEnrich()
    // As after a restore into another file.
    const { installationId } = one.deps.store
    for (const { deps, receive, fold, turn } of [one, other]) {
      await receive(VISIT)
      await fold()
      turn(QUIET_SECONDS)
      await sealOnce({ ...deps, store: { ...deps.store, installationId } }, 100)
    }
    const idsOf = async ({ rows }: typeof one) =>
      (await rows('interactions')).map(({ gong_event_id }) => gong_event_id).sort()
    expect(await idsOf(one)).toEqual(await idsOf(other))
    expect(new Set(await idsOf(one)).size).toBe(4)
  })

  it('two installations never share one', async () => {
    const [one, other] = [await openTestEnrich(), await openTestEnrich()]
    await one.tell(VISIT)
    await other.tell(VISIT)
    const told = [...(await one.rows('interactions')), ...(await other.rows('interactions'))]
    const ids = told.map(({ gong_event_id }) => gong_event_id)
    expect(new Set(ids).size).toBe(8)
  })
})

describe('two people in one session', () => {
  const identify = (email: string, second: number) =>
    anEvent('identify', { person: { email }, ...at(second) })

  it('are told apart, each with what is theirs', async () => {
    const { receive, turn, fold, seal, contents, rows } = await openTestEnrich()
    await receive([
      identify('ada@example.org', 0),
      anEvent('page_view', at(1)),
      identify('bob@example.org', 10),
      anEvent('page_view', at(11)),
      anEvent('page_view', at(12)),
    ])
    await fold()
    turn(QUIET_SECONDS)
    await seal()
    expect((await contents()).map((content) => fieldOf(content, 'Views'))).toEqual(['1', '2'])
    expect((await rows('interactions')).map(({ part }) => part)).toEqual([1, 2])
    expect((await rows('interactions')).map(({ event_count }) => event_count)).toEqual([1, 2])
    expect(
      new Set((await rows('interactions')).map(({ gong_event_id }) => gong_event_id)).size,
    ).toBe(2)
  })

  it("the end of a page is its viewer's, whoever has come since", async () => {
    const { receive, turn, fold, seal, contents } = await openTestEnrich()
    await receive([
      identify('ada@example.org', 0),
      anEvent('page_view', at(1)),
      anEvent('reset', at(5)),
      anEvent('page_leave', { ...at(6), activeSeconds: 5 }),
      identify('bob@example.org', 10),
    ])
    await fold()
    turn(QUIET_SECONDS)
    await seal()
    expect((await contents()).map((content) => fieldOf(content, 'Active time'))).toEqual(['5'])
  })

  it('one who logs out and in again is still one', async () => {
    const { deps, receive, turn, fold, seal, contents } = await openTestEnrich()
    const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
    const ada = { whoKey: 'ada', who: { kind: 'tracked', trackingId: 'ada' } } as const
    const aliases: Alias[] = [
      { sinceMs: 0, untilMs: NOON_MS + 5000, ...ada, assurance: 'corroborated' },
      { sinceMs: NOON_MS + 5000, untilMs: null, ...ada, assurance: 'corroborated' },
    ]
    await deps.store.replaceAliases(visitor, aliases)
    await receive([anEvent('page_view', at(1)), anEvent('page_view', at(9))])
    await fold()
    turn(QUIET_SECONDS)
    await seal()
    expect((await contents()).map((content) => fieldOf(content, 'Views'))).toEqual(['2'])
  })
})

describe('what can never be sealed is buried with its reason', () => {
  it('when its site has been out of the configuration for a day', async () => {
    const { deps, receive, fold, seal, turn, rows, lines } = await openTestEnrich()
    await receive([anEvent('page_view')])
    await fold()
    deps.sites.clear()
    turn(QUIET_SECONDS)
    await seal()
    expect(await rows('interactions')).toMatchObject([{ state: 'open' }])
    expect(await seal()).toBe(0)
    turn(24 * 60 * 60)
    await seal()
    expect(await rows('interactions')).toMatchObject([{ state: 'dead', reason: 'site_unknown' }])
    expect(lines).toMatchObject([{ event: 'site_unknown', level: 50 }])
  })

  it('when nothing can be composed of it, and the next one is sealed all the same', async () => {
    const { deps, receive, fold, seal, turn, rows, lines } = await openTestEnrich()
    const visitor = { siteId: 'acme-www', anonymousId: VISITOR, sessionId: 's' }
    const key = { ...visitor, kind: 'page viewed', contentKey: 'x' } as const
    const times = { openedAtMs: 0, sealDueAtMs: 0, firstOccurredAtMs: 0 }
    await deps.store.openInteractions([{ key, part: 1, ...times, eventCount: 0 }])
    await receive([anEvent('page_view')])
    await fold()
    turn(QUIET_SECONDS)
    expect(await seal()).toBe(2)
    expect(await rows('interactions')).toMatchObject([
      { state: 'dead', reason: 'compose_failed', ended_at_ms: await deps.store.nowMs() },
      { state: 'sealed' },
    ])
    expect(lines).toMatchObject([
      { event: 'compose_failed', err: { message: expect.stringContaining('no events') as string } },
    ])
  })

  it('and nothing for a failing store, which is tried again', async () => {
    const { deps, receive, fold, seal, turn, rows } = await openTestEnrich()
    await receive([anEvent('page_view')])
    await fold()
    turn(QUIET_SECONDS)
    const busy = { ...deps.store, tryStage: () => Promise.reject(new Error('SQLITE_BUSY')) }
    await expect(sealOnce({ ...deps, store: busy }, 10)).rejects.toThrow('SQLITE_BUSY')
    expect(await rows('interactions')).toMatchObject([{ state: 'open' }])
    expect(await seal()).toBe(1)
  })
})
