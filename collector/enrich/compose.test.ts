import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, EVENT_TYPES, NOON_MS, onPage } from '../../wire/test-data.js'
import type { ContentRule } from '../lib/config-content.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import type { StoredEvent } from '../store/events.js'
import { compose } from './compose.js'
import { createContents } from './contents.js'
import { foldKeyOf } from './fold-key.js'
import { fieldOf } from './test-enrich.js'

const SITE = aSite({ origins: ['https://www.acme.com'] })

function stored(event: WireEvent, seq: number): StoredEvent {
  return {
    seq,
    siteId: 'acme-www',
    anonymousId: 'a',
    sessionId: event.sessionId,
    occurredAtMs: event.occurredAtMs,
    receivedAtMs: NOON_MS,
    userAgent: null,
    context: {},
    event,
  }
}

function contentOf(first: WireEvent, ...rest: WireEvent[]) {
  return contentBy([], first, ...rest)
}

function contentBy(content: ContentRule[], first: WireEvent, ...rest: WireEvent[]) {
  return composeStored(content, stored(first, 0), ...rest.map(stored))
}

function composeStored(content: ContentRule[], first: StoredEvent, ...rest: StoredEvent[]) {
  const ofPage = createContents({ sites: siteMap(SITE), content })
  const key = foldKeyOf(first.event, ofPage('acme-www', first.event.page))
  if (key.kind === 'none') throw new Error('nothing is told of it')
  return compose(key.interaction, [first, ...rest], { site: SITE, contentOf: ofPage })
}

const click = (target: object) =>
  anEvent('click', {
    target: { kind: 'link', ...target },
    ...onPage('https://www.acme.com/', 'Home'),
  })

describe('what a page says of a search or a step', () => {
  it('is cleaned, and its address kept on the own site only, without its query', () => {
    const search = (url: string) => contentOf(anEvent('search', { name: 'cold\u202E chain', url }))
    expect(search('https://www.acme.com/search?q=secret').search).toMatchObject({
      name: 'cold chain',
      url: 'https://www.acme.com/search',
    })
    expect(search('https://phish.example/login').search).not.toHaveProperty('url')
  })

  it('has no token for an id, nor has a video', () => {
    const token = 'd41d8cd98f00b204e9800998ecf8427e'
    const objectIdOf = (objectId: string) => contentOf(anEvent('search', { objectId })).search
    expect(objectIdOf(token)?.objectId).toMatch(/^\[token:[\da-f]{8}\]$/)
    expect(objectIdOf('c-7')?.objectId).toBe('c-7')
    const contentIdOf = (id: string) =>
      contentOf(anEvent('video_progress', { video: { provider: 'html5', id } })).contentId
    expect(contentIdOf(token)).toMatch(/^html5:\[token:[\da-f]{8}\]$/)
    expect(contentIdOf('hero-video')).toBe('html5:hero-video')
  })

  it('is left out where nothing is left of it, and the rest is told', () => {
    const search = contentOf(anEvent('search', { name: 'https://phish.example/x' }))
    expect(search).not.toHaveProperty('search')
    expect(search.title).not.toBe('')
    expect(contentOf(anEvent('step', { value: '\u200B' }))).not.toHaveProperty('step')
  })
})

describe('titles', () => {
  const told = EVENT_TYPES.filter((type) => type !== 'identify' && type !== 'reset')

  it.each(told)('that of a %s is never empty nor long, whatever the page says', (type) => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', '\u202E', '\uFFFD'),
    )
    fc.assert(
      fc.property(words, words, (title, own) => {
        const { title: told } = contentOf({
          ...anEvent(type, onPage('https://www.acme.com/pricing', title)),
          ...('title' in anEvent(type) && { title: own }),
          ...(type === 'click' && { target: { kind: 'link', text: own, name: own } }),
          ...(type === 'form_submit' && { formName: own, formId: own }),
        })
        expect(told.trim()).not.toBe('')
        expect([...new Intl.Segmenter().segment(told)].length).toBeLessThanOrEqual(120)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    [{ text: 'Book\na demo', name: 'cta' }, 'Book a demo'],
    [{ text: ' ', name: '', id: 'cta' }, 'cta'],
    [{ href: 'https://docs.acme.com/start?x=1' }, 'docs.acme.com/start'],
    [{ href: 'https://www.acme.com/a;jsessionid=1' }, 'acme.com/a'],
    [{ href: 'mailto:ada@example.org' }, 'mailto:'],
    [{}, 'Home'],
  ])('a click is named by what the visitor read: %o', (target, title) => {
    expect(contentOf(click(target)).title).toBe(title)
  })

  it('a long link is cut like any title', () => {
    const { title } = contentOf(click({ href: `https://www.acme.com/${'x'.repeat(500)}` }))
    expect(title).toHaveLength(120)
  })

  it('a page that gets its title late has it', () => {
    const untitled = anEvent('page_view', onPage('https://www.acme.com/pricing', ''))
    expect(contentOf(untitled, anEvent('page_leave')).title).toBe('Pricing')
  })

  it('a form is named, else by its id', () => {
    expect(contentOf(anEvent('form_submit', { formName: '', formId: 'contact' })).title).toBe(
      'contact',
    )
  })
})

describe('links', () => {
  it('lead to the own site only, without query and fragment', () => {
    const own = onPage('https://www.acme.com/pricing?email=ada@example.org#top')
    expect(contentOf(anEvent('page_view', own)).contentUrl).toBe('https://www.acme.com/pricing')
    const foreign = onPage('https://evil.example/pricing')
    expect(contentOf(anEvent('page_view', foreign))).not.toHaveProperty('contentUrl')
  })
})

describe('what a kind tells', () => {
  it('a page: where the visitor came from, unless from the site itself', () => {
    const from = (referrer: string) => {
      const { page } = anEvent('page_view')
      return fieldOf(contentOf(anEvent('page_view', { page: { ...page, referrer } })), 'Referrer')
    }
    expect(from('https://news.example/item?id=1')).toBe('news.example')
    expect(from('https://www.news.example/')).toBe('news.example')
    expect([from('https://www.acme.com/'), from('not an address')]).toEqual([undefined, undefined])
  })

  it('steps: the furthest of those available', () => {
    const steps = ['invite', 'done', 'sign up', 'unheard of'].map((value) =>
      anEvent('step', { value }),
    ) as [WireEvent, ...WireEvent[]]
    expect(contentOf(...steps).step?.value).toBe('done')
  })

  it('a rating: value and range as they came', () => {
    expect(contentOf(anEvent('rating')).numeric).toEqual({
      value: 9,
      rangeFrom: 0,
      rangeTo: 10,
      numericType: 'NPS',
    })
  })

  it('a custom event: its own name, and its properties as strings', () => {
    const content = contentOf(anEvent('custom'))
    expect(content).toMatchObject({ eventType: 'ROI calculated', title: 'ROI calculator' })
    expect(content.customFields).toEqual([
      { name: 'seats', value: '40', dataType: 'NUMBER' },
      { name: 'plan', value: 'team', dataType: 'STRING' },
      { name: 'annual', value: 'true', dataType: 'BOOLEAN' },
      { name: 'Site', value: 'acme-www', dataType: 'STRING' },
    ])
  })

  it('clicks: how many, and on which page', () => {
    const content = contentOf(click({ text: 'Demo' }), click({ text: 'Demo' }))
    expect([fieldOf(content, 'Clicks'), fieldOf(content, 'Page')]).toEqual(['2', 'Home'])
  })
})
