import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, onPage } from '../../wire/test-data.js'
import type { ContentRule } from '../lib/config-content.js'
import { aSite, rulesOf, siteMap } from '../lib/test-sites.js'
import type { StoredEvent } from '../store/events.js'
import type { SealedContent } from '../store/interaction.js'
import { compose } from './compose.js'
import { createContents } from './contents.js'
import { foldKeyOf } from './fold-key.js'

/* Covers: what a page's content rule and a request's context add to what is told. */

const SITE = aSite()
const DESKTOP = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'

function stored(event: WireEvent, changes: Partial<StoredEvent> = {}): StoredEvent {
  const { sessionId, occurredAtMs } = event
  const visitor = { siteId: 'acme-www', anonymousId: 'a' }
  const at = { seq: 0, sessionId, occurredAtMs, receivedAtMs: NOON_MS, userAgent: DESKTOP }
  return { ...visitor, ...at, context: {}, event, ...changes }
}

function told(content: ContentRule[], ...events: [StoredEvent, ...StoredEvent[]]): SealedContent {
  const contentOf = createContents({ sites: siteMap(SITE), content })
  const key = foldKeyOf(events[0].event, contentOf('acme-www', events[0].event.page))
  if (key.kind === 'none') throw new Error('nothing is told of it')
  return compose(key.interaction, events, { site: SITE, contentOf })
}

const at = (path: string, title = '') => onPage(`https://www.acme.com${path}`, title)
const valueOf = ({ customFields }: SealedContent, name: string) =>
  customFields.find((field) => field.name === name)?.value

describe('a rule', () => {
  const rules = rulesOf({
    match: '/pricing*',
    title: 'Pricing basics',
    labels: ['pricing', 'money'],
    contentId: 'pricing',
    priority: 'high',
    reportAs: 'content-viewed',
  })
  const all = {
    labels: ['pricing', 'money'],
    contentId: 'pricing',
    priority: 'high',
    reportAs: 'content-viewed',
    rule: '/pricing*',
  }

  it('decides about its pages', () => {
    const view = stored(anEvent('page_view', at('/pricing/x', 'Loading…')))
    expect(told(rules, view)).toMatchObject({ ...all, title: 'Pricing basics' })
  })

  it('decides about what is done there, which keeps a title of its own', () => {
    const click = told(rules, stored(anEvent('click', at('/pricing'))))
    expect(click).toMatchObject({ ...all, title: 'Book a demo' })
    expect(valueOf(click, 'Page')).toBe('Pricing basics')
    const film = told(rules, stored(anEvent('video_progress', at('/pricing'))))
    const contentId = 'youtube:dQw4w9WgXcQ'
    expect(film).toMatchObject({ ...all, contentId, title: 'Product tour' })
    const form = anEvent('form_submit', { ...at('/pricing'), formName: '', formId: '' })
    expect(told(rules, stored(form))).toMatchObject({ ...all, title: 'Pricing basics' })
  })

  it('that is missing leaves the defaults', () => {
    const view = told(rules, stored(anEvent('page_view', at('/team', 'Team | Acme'))))
    expect(view).toMatchObject({
      title: 'Team',
      contentId: 'www.acme.com/team',
      priority: 'normal',
      reportAs: 'digital-interaction',
    })
    expect(Object.keys(view)).not.toContain('labels')
    expect(Object.keys(view)).not.toContain('rule')
  })

  it('of a canonical page leads a seller there', () => {
    const { page } = at('/print/pricing', 'Print')
    const canonicalUrl = 'https://www.acme.com/pricing?x=1'
    const view = stored(anEvent('page_view', { page: { ...page, canonicalUrl } }))
    const contentUrl = 'https://www.acme.com/pricing'
    expect(told(rules, view)).toMatchObject({ contentUrl, title: 'Pricing basics' })
  })
})

describe('the context of the first event', () => {
  it('gives place, company and device, of which the client hint goes before the user agent', () => {
    const place = { country: 'DE', region: 'DE-BE' }
    const context = { device: 'MOBILE', place, companyDomain: 'analytical.example' } as const
    const first = stored(anEvent('page_view'), { context })
    const second = stored(anEvent('page_view'), { context: { device: 'PC' } })
    expect(told([], first, second)).toMatchObject({
      device: 'MOBILE',
      place,
      networkDomain: 'analytical.example',
    })
  })

  it('leaves out what is not known', () => {
    const content = told([], stored(anEvent('page_view'), { userAgent: null }))
    for (const key of ['device', 'place', 'networkDomain']) expect(content).not.toHaveProperty(key)
    expect(told([], stored(anEvent('page_view'))).device).toBe('PC')
  })
})

describe("a session's digest", () => {
  const rules = rulesOf(
    { match: '/blog/*', granularity: 'session', priority: 'low', labels: ['blog'] },
    {
      match: '/docs/*',
      granularity: 'session',
      labels: ['docs', 'blog'],
      reportAs: 'content-viewed',
    },
  )
  let view = 0
  /** A view of so many active seconds. */
  function read(path: string, title: string, activeSeconds: number): [StoredEvent, StoredEvent] {
    const { page } = at(path, title)
    const common = { page: { ...page, viewId: String(++view).padStart(32, '0') } }
    return [
      stored(anEvent('page_view', common)),
      stored(anEvent('page_leave', { ...common, activeSeconds })),
    ]
  }

  it('reads as a sentence, and lists its pages', () => {
    const [first, ...rest] = [
      ...read('/blog/a', 'Ada | Acme', 5),
      ...read('/blog/b', 'Pricing basics', 60),
      ...read('/docs/s', 'Security', 30),
      ...read('/blog/a/?utm_campaign=spring', 'Ada | Acme', 5),
      ...read('/docs/d', 'Data', 2),
      ...read('/docs/e', 'Exports', 0),
    ] as [StoredEvent, ...StoredEvent[]]
    const click = stored(anEvent('click', at('/blog/b', 'Pricing basics')))
    const digest = told(rules, first, ...rest, click)
    expect(digest).toMatchObject({
      eventType: 'pages viewed',
      title: 'Read 5 pages, among them Pricing basics and Security',
      labels: ['blog', 'docs'],
      priority: 'normal',
      reportAs: 'digital-interaction',
      rule: '/blog/*',
    })
    expect(digest).not.toHaveProperty('contentUrl')
    expect(digest).not.toHaveProperty('contentId')
    expect(digest.customFields).toEqual([
      { name: 'Pages', value: '5', dataType: 'NUMBER' },
      { name: 'Views', value: '6', dataType: 'NUMBER' },
      { name: 'Active time', value: '102', dataType: 'DURATION' },
      { name: 'Clicks', value: '1', dataType: 'NUMBER' },
      { name: 'Campaign', value: 'spring', dataType: 'STRING' },
      ...['Ada', 'Pricing basics', 'Security', 'Data', 'Exports'].map((value, index) => {
        return { name: `Page ${index + 1}`, value, dataType: 'STRING' }
      }),
      { name: 'Site', value: 'acme-www', dataType: 'STRING' },
    ])
  })

  it('names one page or two, and lists ten at most', () => {
    expect(told(rules, ...read('/blog/a', 'Ada', 1)).title).toBe('Read Ada')
    expect(told(rules, ...read('/blog/a', 'Ada', 1), ...read('/blog/b', 'Bee', 9)).title).toBe(
      'Read Ada and Bee',
    )
    const [first, ...rest] = Array.from({ length: 30 }, (_, index) =>
      read(`/blog/${index}`, `Post ${index}`, 0),
    ).flat() as [StoredEvent, ...StoredEvent[]]
    const many = told(rules, first, ...rest)
    expect(many.title).toBe('Read 30 pages, among them Post 0 and Post 1')
    expect(many.customFields.filter(({ name }) => name.startsWith('Page '))).toHaveLength(10)
  })

  it('has a title that fits, whatever its pages are called', () => {
    const title = fc.string({ unit: 'grapheme', maxLength: 300 })
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 4 }), (titles) => {
        const [first, ...rest] = titles.flatMap((each, index) =>
          read(`/blog/${index}`, each, index),
        ) as [StoredEvent, ...StoredEvent[]]
        const digest = told(rules, first, ...rest)
        expect([...new Intl.Segmenter().segment(digest.title)].length).toBeLessThanOrEqual(120)
        expect(digest.title).toMatch(/^Read \S/)
      }),
      { numRuns: 50 },
    )
  })
})
