import { describe, expect, it } from 'vitest'
import { anEvent, EVENT_TYPES, NOON_MS, onPage } from '../../wire/test-data.js'
import { aSite, rulesOf } from '../lib/test-sites.js'
import { MAX_PARTS_PER_INTERACTION } from '../store/open-interactions.js'
import { aSealedContent } from '../store/test-outbox.js'
import { foldOnce } from './fold-once.js'
import { fieldOf, MAX_SECONDS, openTestEnrich, QUIET_SECONDS } from './test-enrich.js'

describe('events of one thing fold into one interaction', () => {
  it('views of one page in one session', async () => {
    const { tell, contents } = await openTestEnrich()
    const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
    const [tagged, plain] = ['?utm_source=x', '/#plans'].map((rest, view) => {
      const { page } = onPage(`https://www.acme.com/pricing${rest}`, 'Pricing | Acme')
      return { page: { ...page, viewId: String(view).repeat(32) } }
    })
    await tell([
      anEvent('page_view', { ...tagged, ...at(0) }),
      // Hidden, shown again, and left: the second time it tells all of it.
      anEvent('page_leave', { ...tagged, ...at(20), activeSeconds: 12, scrollPercent: 40 }),
      anEvent('page_leave', { ...tagged, ...at(30), activeSeconds: 20.4, scrollPercent: 40 }),
      anEvent('page_view', { ...plain, ...at(60) }),
      anEvent('page_leave', { ...plain, ...at(90), activeSeconds: 10.2, scrollPercent: 90 }),
    ])
    expect(await contents()).toHaveLength(1)
    const [content] = await contents()
    expect(content).toMatchObject({ eventType: 'page viewed', title: 'Pricing' })
    const fields = ['Views', 'Active time', 'Deepest scroll percent', 'Campaign']
    expect(fields.map((name) => fieldOf(content, name))).toEqual(['2', '31', '90', 'x'])
  })

  it('a thousand and no more, and the rest have their reason', async () => {
    const { receive, fold, turn, seal, contents, rows } = await openTestEnrich()
    for (let beacon = 0; beacon < 2; beacon++) {
      await receive(Array.from({ length: 600 }, () => anEvent('page_view')))
      await fold()
    }
    turn(QUIET_SECONDS)
    await seal()
    expect((await contents()).map((content) => fieldOf(content, 'Views'))).toEqual(['1000'])
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    expect(reasons.filter((reason) => reason === 'interaction_full')).toHaveLength(200)
  })

  it('a visitor opens a thousand and no more, until they are sealed; others go on', async () => {
    const { receive, fold, turn, seal, rows } = await openTestEnrich()
    const downloads = () => Array.from({ length: 600 }, () => anEvent('file_download'))
    await receive(downloads())
    await fold()
    await receive([...downloads(), anEvent('identify')])
    await receive([anEvent('file_download')], { anonymousId: 'f'.repeat(32) })
    await fold()
    const tooMany = async () =>
      (await rows('events')).filter((row) => row.unfolded_reason === 'too_many_open').length
    expect([await tooMany(), (await rows('interactions')).length]).toEqual([200, 1001])
    turn(QUIET_SECONDS)
    await seal()
    await receive([anEvent('file_download')])
    await fold()
    expect([await tooMany(), (await rows('interactions')).length]).toEqual([200, 1002])
  })

  it('not those of another session, page or visitor', async () => {
    const { tell, contents } = await openTestEnrich()
    await tell([
      anEvent('page_view'),
      anEvent('page_view', { sessionId: '6'.repeat(32) }),
      anEvent('page_view', onPage('https://www.acme.com/blog')),
    ])
    await tell([anEvent('page_view')], { anonymousId: 'f'.repeat(32) })
    expect(await contents()).toHaveLength(4)
  })

  it('clicks on one target, and each file, form, search, rating and custom event by itself', async () => {
    const { tell, contents } = await openTestEnrich()
    const told = EVENT_TYPES.filter((type) => type !== 'identify' && type !== 'reset')
    await tell(told.flatMap((type) => [anEvent(type), anEvent(type)]))
    const all = await contents()
    const count = (eventType: string) =>
      all.filter((content) => content.eventType === eventType).length
    expect({
      'page viewed': count('page viewed'),
      'link clicked': count('link clicked'),
      'video watched': count('video watched'),
      'step reached': count('step reached'),
      'file downloaded': count('file downloaded'),
      'form submitted': count('form submitted'),
      'content searched': count('content searched'),
      'rating given': count('rating given'),
      'ROI calculated': count('ROI calculated'),
    }).toEqual({
      'page viewed': 1,
      'link clicked': 1,
      'video watched': 1,
      'step reached': 1,
      'file downloaded': 2,
      'form submitted': 2,
      'content searched': 2,
      'rating given': 2,
      'ROI calculated': 2,
    })
  })

  it('what only says who it is folds into nothing, with its reason', async () => {
    const { tell, rows } = await openTestEnrich()
    await tell([anEvent('identify'), anEvent('reset')])
    expect(await rows('interactions')).toEqual([])
    expect((await rows('events')).map(({ unfolded_reason }) => unfolded_reason)).toEqual([
      'identity_only',
      'identity_only',
    ])
  })
})

describe('an interaction stays open', () => {
  it('until it has been quiet', async () => {
    const { receive, fold, seal, turn, contents } = await openTestEnrich()
    for (let count = 0; count < 3; count++) {
      await receive([anEvent('page_view')])
      await fold()
      turn(QUIET_SECONDS - 1)
      expect(await seal()).toBe(0)
    }
    turn(1)
    expect(await seal()).toBe(1)
    expect(fieldOf((await contents())[0], 'Views')).toBe('3')
  })

  it('for the maximum at most', async () => {
    const { receive, fold, seal, turn, contents } = await openTestEnrich()
    for (let seconds = 0; seconds < MAX_SECONDS; seconds += 100) {
      await receive([anEvent('page_view')])
      await fold()
      expect(await seal()).toBe(0)
      turn(100)
    }
    expect(await seal()).toBe(1)
    expect(fieldOf((await contents())[0], 'Views')).toBe('18')
  })

  it('for the maximum also when that is shorter than the quiet time', async () => {
    const { deps, receive, fold, seal, turn } = await openTestEnrich()
    deps.coalesce.maxSeconds = 10
    await receive([anEvent('page_view')])
    await fold()
    turn(10)
    expect(await seal()).toBe(1)
  })

  it('while the rest of it waits in a backlog', async () => {
    const { deps, receive, seal, turn, contents } = await openTestEnrich()
    await receive([anEvent('page_view'), anEvent('page_leave', { activeSeconds: 30 })])
    // The stages come an hour late and take the two in two passes.
    turn(3600)
    for (let pass = 0; pass < 2; pass++) {
      await foldOnce(deps, 1)
      expect(await seal()).toBe(0)
      turn(1)
    }
    turn(QUIET_SECONDS)
    expect(await seal()).toBe(1)
    expect(fieldOf((await contents())[0], 'Active time')).toBe('30')
  })
})

describe('what comes after the sealing', () => {
  it('has been told already, and says so', async () => {
    const { tell, contents, rows } = await openTestEnrich()
    await tell([anEvent('page_view')])
    const before = await contents()
    await tell([anEvent('page_leave', { activeSeconds: 999 })])
    expect(await contents()).toEqual(before)
    expect((await rows('events')).map(({ unfolded_reason }) => unfolded_reason)).toEqual([
      null,
      'already_reported',
    ])
  })

  const watched = (watchedPercent: number) => anEvent('video_progress', { watchedPercent })

  it('makes part 2 of a video only past a new milestone', async () => {
    const { tell, contents, rows } = await openTestEnrich()
    await tell([watched(30)])
    await tell([watched(49)])
    expect(await contents()).toHaveLength(1)
    await tell([watched(50), watched(60)])
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual([30, 60])
    await tell([watched(74)])
    await tell([watched(10)])
    await tell([watched(100)])
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual([30, 60, 100])
    expect((await rows('interactions')).map(({ part }) => part)).toEqual([1, 2, 3])
    expect(
      new Set((await rows('interactions')).map(({ gong_event_id }) => gong_event_id)).size,
    ).toBe(3)
  })

  it('makes no part 3 of a video for less than another part has told', async () => {
    const { tell, receive, contents } = await openTestEnrich()
    const of = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
    const named = (email: string, second: number) =>
      anEvent('identify', { person: { email }, token: undefined, ...of(second) })
    await receive([named('ada@example.org', 0), named('bob@example.org', 10)])
    await tell([
      { ...watched(75), ...of(5) },
      { ...watched(10), ...of(15) },
    ])
    await tell([{ ...watched(50), ...of(6) }])
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual([75, 10])
    await tell([{ ...watched(100), ...of(7) }])
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual([75, 10, 100])
  })

  it('makes a first milestone the news of a video that had none', async () => {
    const { tell, contents } = await openTestEnrich()
    await tell([watched(3)])
    await tell([watched(9)])
    await tell([watched(10)])
    expect((await contents()).map(({ numeric }) => numeric?.value)).toEqual([3, 10])
  })

  const step = (value: string) => anEvent('step', { value })

  it('makes part 2 of steps only past the furthest', async () => {
    const { tell, contents, rows } = await openTestEnrich()
    await tell([step('invite')])
    await tell([step('sign up')])
    await tell([step('invite')])
    expect((await contents()).map((content) => content.step?.value)).toEqual(['invite'])
    await tell([step('done')])
    expect((await contents()).map((content) => content.step?.value)).toEqual(['invite', 'done'])
    await tell([step('invite')])
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    const told = 'already_reported'
    expect(reasons).toEqual([null, told, told, null, told])
  })

  it('makes part 2 of a digest only of pages that are in none', async () => {
    const content = rulesOf({ match: '/blog/*', granularity: 'session' })
    const { tell, contents, rows } = await openTestEnrich(aSite(), { content })
    let second = 0
    const view = (name: string) =>
      anEvent('page_view', {
        ...onPage(`https://www.acme.com/blog/${name}`, `Post ${name}`),
        occurredAtMs: NOON_MS + ++second,
      })
    await tell([view('a'), view('b')])
    await tell([view('a'), view('c'), view('d')])
    await tell([view('b'), view('c'), view('d')])
    expect((await contents()).map(({ title }) => title)).toEqual([
      'Read Post a and Post b',
      'Read Post c and Post d',
    ])
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    const told = 'already_reported'
    expect(reasons).toEqual([null, null, told, null, null, told, told, told])
  })

  const blog = rulesOf({ match: '/blog/*', granularity: 'session' })
  const onPost = (name: string, second: number) => ({
    ...onPage(`https://www.acme.com/blog/${name}`, `Post ${name}`),
    occurredAtMs: NOON_MS + second * 1000,
  })

  const arrivals = [
    { at: [0, 1, 2, 3, 4, 5] },
    { at: [5, 4, 3, 2, 1, 0] },
    { at: [2, 0, 5, 4, 1, 3] },
  ]
  it.each(arrivals)(
    'says nothing again in a part that is open, in any order: $at',
    async ({ at }) => {
      const { tell, receive, fold, seal, turn, contents, rows } = await openTestEnrich(aSite(), {
        content: blog,
      })
      const trial = { title: 'Trial', availableSteps: ['a', 'b', 'c'] }
      await tell([
        anEvent('page_view', onPost('a', 0)),
        anEvent('step', { ...trial, value: 'b' }),
        watched(30),
      ])
      const events = [
        anEvent('page_leave', { ...onPost('a', 50), activeSeconds: 5 }),
        anEvent('page_view', onPost('b', 60)),
        anEvent('step', { ...trial, value: 'c' }),
        anEvent('step', { ...trial, value: 'a' }),
        watched(60),
        watched(20),
      ]
      for (const index of at) {
        await receive(events.filter((_, each) => each === index))
        await fold()
      }
      turn(MAX_SECONDS)
      await seal()
      const later = (await contents()).slice(3)
      expect(
        later.map(({ title, step, numeric }) => step?.value ?? numeric?.value ?? title).sort(),
      ).toEqual([60, 'Read Post b', 'c'].sort())
      const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
      expect(reasons.filter((reason) => reason === 'already_reported')).toHaveLength(3)
    },
  )

  it('has been told where it was sealed before it was kept what is told', async () => {
    const { store, receive, fold, tell, rows } = await openTestEnrich(aSite(), { content: blog })
    const all = () => [anEvent('page_view', onPost('a', 0)), step('invite')]
    await receive(all())
    await fold()
    await store.seal(
      (await rows('interactions')).map(({ interaction_id: interactionId }) => ({
        interactionId,
        gongEventId: `e${interactionId}`,
        content: aSealedContent(),
        milestonePercent: null,
      })),
    )
    await tell([...all(), anEvent('page_leave', onPost('a', 9)), step('done')])
    expect((await rows('interactions')).map(({ part }) => part)).toEqual([1, 1])
  })

  it('makes no more parts than one may have, and the rest have their reason', async () => {
    const { receive, fold, seal, turn, rows } = await openTestEnrich()
    const [one, two] = ['1', '2'].map((digit) => ({ sessionId: digit.repeat(32) }))
    // Each in the other session, so that it ends what is open in this one.
    for (let second = 0; second < 2 * MAX_PARTS_PER_INTERACTION + 6; second++) {
      turn(1)
      const names = [second - 2, second - 1, second].map((each) => `step ${each}`)
      await receive([
        anEvent('step', {
          value: `step ${second}`,
          availableSteps: names,
          ...(second % 2 === 0 ? one : two),
          occurredAtMs: NOON_MS + second * 1000,
        }),
      ])
      await fold()
      await seal()
    }
    const parts = (await rows('interactions')).map(({ part }) => part)
    expect(Math.max(...parts)).toBe(MAX_PARTS_PER_INTERACTION)
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    expect(reasons.slice(-6)).toEqual(Array.from({ length: 6 }, () => 'too_many_parts'))
  })

  it('says of a video whose first part was buried the same before its next part opens and after', async () => {
    const { deps, receive, fold, rows } = await openTestEnrich()
    await receive([watched(30)])
    await fold()
    await deps.store.bury((await rows('interactions'))[0]?.interaction_id ?? 0, 'compose_failed', 1)
    for (const percent of [5, 10, 5]) {
      await receive([watched(percent)])
      await fold()
    }
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    expect(reasons).toEqual([null, 'interaction_buried', null, 'interaction_buried'])
  })

  it('has not been told where the interaction was buried, and says so or is told', async () => {
    const { deps, receive, fold, tell, contents, rows } = await openTestEnrich()
    await receive([anEvent('page_view'), step('invite')])
    await fold()
    for (const { interaction_id } of await rows('interactions')) {
      await deps.store.bury(interaction_id, 'compose_failed', NOON_MS)
    }
    await tell([anEvent('page_view'), step('sign up')])
    expect((await contents()).map((content) => content.step?.value)).toEqual(['sign up'])
    const reasons = (await rows('events')).map(({ unfolded_reason }) => unfolded_reason)
    expect(reasons).toEqual([null, null, 'interaction_buried', null])
  })
})
