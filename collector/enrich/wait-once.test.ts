import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, onPage } from '../../wire/test-data.js'
import { aSite, rulesOf } from '../lib/test-sites.js'
import { fieldOf, MAX_SECONDS, openTestEnrich, QUIET_SECONDS } from './test-enrich.js'

/* Covers: how long an interaction stays open for what its session may still bring. */

const IDLE_MINUTES = 20
const IDLE_SECONDS = IDLE_MINUTES * 60
const FIRST = '1'.repeat(32)
const NEXT = '2'.repeat(32)
const RULES = rulesOf(
  { match: '/blog/*', granularity: 'session', priority: 'low' },
  { match: '/each', granularity: 'each' },
  { match: '/careers', send: false },
)

/** The stages, by whose clock an event happens when it comes in. */
async function open() {
  const test = await openTestEnrich(aSite(), { content: RULES, idleMinutes: IDLE_MINUTES })
  let nowMs = NOON_MS
  return {
    ...test,
    turn: (seconds: number): void => {
      nowMs += seconds * 1000
      test.turn(seconds)
    },
    come: async (...events: WireEvent[]): Promise<void> => {
      await test.receive(events.map((event) => ({ ...event, occurredAtMs: nowMs })))
      await test.fold()
    },
    /** What is told by now. */
    told: async (): Promise<string[]> => {
      await test.seal()
      return (await test.contents()).map(({ eventType, title }) => `${eventType}: ${title}`)
    },
    sealedContents: async () => {
      await test.seal()
      return test.contents()
    },
    reasons: async () =>
      (await test.rows('events')).flatMap(({ unfolded_reason }) => unfolded_reason ?? []),
  }
}

function at(path: string, sessionId = FIRST, view = '1') {
  const { page } = onPage(`https://www.acme.com${path}`, `Page ${path}`)
  return { sessionId, page: { ...page, viewId: view.repeat(32) } }
}

describe('a page that is read for longer than the quiet time', () => {
  it('is told with its active time, once it is left', async () => {
    const { come, turn, told, sealedContents } = await open()
    await come(anEvent('page_view', at('/a')))
    turn(900)
    expect(await told()).toEqual([])
    await come(anEvent('page_leave', { ...at('/a'), activeSeconds: 840, scrollPercent: 90 }))
    turn(QUIET_SECONDS - 1)
    expect(await told()).toEqual([])
    turn(1)
    const [content] = await sealedContents()
    expect(fieldOf(content, 'Active time')).toBe('840')
    expect(fieldOf(content, 'Deepest scroll percent')).toBe('90')
  })

  it('is told without it when it is never left: once the session may be over', async () => {
    const { come, turn, told } = await open()
    await come(anEvent('page_view', at('/a')))
    turn(IDLE_SECONDS - 1)
    expect(await told()).toEqual([])
    turn(1)
    expect(await told()).toEqual(['page viewed: Page /a'])
  })

  it('waits no longer than the maximum, however often it is viewed', async () => {
    const { come, turn, told } = await open()
    for (let seconds = 0; seconds < MAX_SECONDS; seconds += 600) {
      await come(anEvent('page_view', at('/a')))
      expect(await told()).toEqual([])
      turn(600)
    }
    expect(await told()).toHaveLength(1)
  })

  it('keeps nothing else waiting', async () => {
    const { come, turn, told } = await open()
    await come(anEvent('page_view', at('/a')), anEvent('click', at('/a')))
    turn(QUIET_SECONDS)
    expect(await told()).toEqual(['link clicked: Book a demo'])
  })
})

describe('when a session is over', () => {
  it('all of it is told as soon as the visitor begins the next', async () => {
    const { come, turn, told } = await open()
    await come(anEvent('page_view', at('/a')), anEvent('click', at('/a')))
    turn(1)
    expect(await told()).toEqual([])
    await come(anEvent('identify', at('/b', NEXT)))
    expect(await told()).toEqual(['page viewed: Page /a', 'link clicked: Book a demo'])
  })

  it('all of it is told as soon as the visitor logs out', async () => {
    const { come, turn, told } = await open()
    await come(anEvent('page_view', at('/a')))
    turn(1)
    await come(anEvent('reset', at('/a')))
    expect(await told()).toEqual(['page viewed: Page /a'])
  })

  it('what its last page has left to say still joins, if it comes before the sealing', async () => {
    const { come, turn, told, sealedContents } = await open()
    await come(anEvent('page_view', at('/a')))
    turn(60)
    await come(
      anEvent('page_view', at('/b', NEXT, '2')),
      anEvent('page_leave', { ...at('/a'), activeSeconds: 50 }),
    )
    expect(await told()).toEqual([])
    turn(QUIET_SECONDS)
    expect(fieldOf((await sealedContents())[0], 'Active time')).toBe('50')
  })

  it('nothing of the next session is, by an end of a page or by what is late of the last', async () => {
    const { come, receive, fold, turn, told } = await open()
    await come(anEvent('page_view', at('/b', NEXT)))
    turn(1)
    await come(anEvent('page_leave', at('/a')))
    await receive([anEvent('click', { ...at('/a'), occurredAtMs: NOON_MS - 1000 })])
    await fold()
    expect(await told()).toEqual([])
  })

  it('nothing of another visitor is', async () => {
    const { come, receive, fold, turn, told } = await open()
    await come(anEvent('page_view', at('/a')))
    turn(1)
    const later = { ...at('/b', NEXT), occurredAtMs: NOON_MS + 1000 }
    await receive([anEvent('page_view', later), anEvent('reset', later)], {
      anonymousId: 'f'.repeat(32),
    })
    await fold()
    expect(await told()).not.toContain('page viewed: Page /a')
  })
})

describe("a session's digest", () => {
  it('is one, of all such pages, and stays open as long as anything comes of the session', async () => {
    const { come, turn, told } = await open()
    await come(anEvent('page_view', at('/blog/a')))
    for (let visit = 0; visit < 5; visit++) {
      turn(IDLE_SECONDS - 1)
      await come(anEvent('rating', at('/pricing')))
    }
    await come(anEvent('page_view', at('/blog/b')))
    turn(IDLE_SECONDS - 1)
    expect(await told()).toEqual(Array(5).fill('rating given: Would you recommend us?'))
    turn(1)
    expect(await told()).toContain('pages viewed: Read Page /blog/a and Page /blog/b')
  })

  it('is told when the next session begins, which has one of its own', async () => {
    const { come, turn, told, rows } = await open()
    await come(anEvent('page_view', at('/blog/a')))
    turn(60)
    await come(anEvent('page_view', at('/blog/b', NEXT)))
    expect(await told()).toEqual(['pages viewed: Read Page /blog/a'])
    expect(await rows('interactions')).toMatchObject([{ state: 'sealed' }, { state: 'open' }])
  })

  it('is told after a day, whatever comes', async () => {
    const { come, turn, told } = await open()
    for (let hour = 0; hour < 96; hour++) {
      await come(anEvent('page_view', at('/blog/a')))
      expect(await told()).toEqual([])
      turn(15 * 60)
    }
    expect(await told()).toEqual(['pages viewed: Read Page /blog/a'])
    await come(anEvent('page_view', at('/blog/a')))
    expect(await told()).toHaveLength(1)
  })

  it('has the clicks within the site, and no button, film or link that leads elsewhere', async () => {
    const { come, rows } = await open()
    const button = { ...at('/blog/a'), target: { kind: 'button', text: 'Demo' } } as const
    await come(
      anEvent('page_view', at('/blog/a')),
      anEvent('click', at('/blog/a')),
      anEvent('click', { ...at('/blog/a'), outbound: true }),
      anEvent('click', button),
      anEvent('video_progress', at('/blog/a')),
    )
    const told = (await rows('interactions')).map(({ kind, event_count }) => [kind, event_count])
    expect(told).toEqual([
      ['pages viewed', 2],
      ['link clicked', 1],
      ['button clicked', 1],
      ['video watched', 1],
    ])
  })
})

it('of pages whose rule says so each view is told by itself, with its own time', async () => {
  const { come, turn, sealedContents } = await open()
  await come(
    anEvent('page_view', at('/each', FIRST, '1')),
    anEvent('page_leave', { ...at('/each', FIRST, '1'), activeSeconds: 5 }),
    anEvent('page_view', at('/each', FIRST, '2')),
    anEvent('page_leave', { ...at('/each', FIRST, '2'), activeSeconds: 7 }),
  )
  turn(QUIET_SECONDS)
  const contents = await sealedContents()
  expect(contents.map((content) => fieldOf(content, 'Active time'))).toEqual(['5', '7'])
})

it('of pages whose rule says so each click and step is told by itself, and a film once a view', async () => {
  const { come, rows } = await open()
  const types = ['click', 'click', 'step', 'step', 'video_progress', 'video_progress'] as const
  await come(...types.map((type) => anEvent(type, at('/each'))))
  await come(anEvent('video_progress', at('/each', FIRST, '2')))
  const told = (await rows('interactions')).map(({ kind, event_count }) => [kind, event_count])
  expect(told).toEqual([
    ['link clicked', 1],
    ['link clicked', 1],
    ['step reached', 1],
    ['step reached', 1],
    ['video watched', 2],
    ['video watched', 1],
  ])
})

it('of pages whose rule says so nothing is told, and says why', async () => {
  const { come, turn, told, reasons } = await open()
  await come(
    anEvent('page_view', at('/careers/')),
    anEvent('click', at('/careers')),
    anEvent('identify', at('/careers')),
  )
  turn(IDLE_SECONDS)
  expect(await told()).toEqual([])
  expect(await reasons()).toEqual(['content_not_sent', 'content_not_sent', 'identity_only'])
})
