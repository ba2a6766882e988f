import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { digitalInteraction } from '../gong/digital-interaction.js'
import type { CustomField, InteractionKind, SealedContent } from '../store/interaction.js'
import { aSealedContent } from '../store/test-outbox.js'
import { composeDayDigest } from './compose-day-digest.js'

const DAY_MS = Date.parse('2026-11-17T00:00Z')

type Members = Parameters<typeof composeDayDigest>[0]['members']
type Member = Members[number]

function told(kind: InteractionKind, title: string, changes: Partial<SealedContent> = {}): Member {
  const content = aSealedContent({ eventType: kind, title, priority: 'low', ...changes })
  return { kind, siteId: 'acme-www', content }
}

const number = (name: string, value: number): CustomField => {
  return { name, value: String(value), dataType: 'NUMBER' }
}
const seconds = (value: number): CustomField => {
  return { name: 'Active time', value: String(value), dataType: 'DURATION' }
}
const text = (name: string, value: string): CustomField => ({ name, value, dataType: 'STRING' })
const page = (title: string, activeSeconds = 0) =>
  told('page viewed', title, { customFields: activeSeconds > 0 ? [seconds(activeSeconds)] : [] })

const digestOf = (...members: Members) => composeDayDigest({ dayMs: DAY_MS, members })

describe('the sentence that a seller reads', () => {
  it('counts what was done most first, and names what was read for longest', () => {
    const links = ['Docs', 'Blog', 'Home'].map((title) => told('link clicked', title))
    const pages = ['A', 'B', 'C', 'D'].map((title) => page(title))
    const read = [page('Security', 5), page('Pricing basics', 60), page('E')]
    const { title, eventType } = digestOf(page('Z'), ...links, ...pages, ...read)
    expect(title).toBe(
      'Viewed 8 pages and clicked 3 links on 17 November, among them Pricing basics and Security',
    )
    expect(eventType).toBe('several things done')
  })

  it.each([
    [[page('A'), page('B')], 'Viewed 2 pages on 17 November: A and B'],
    [[page('A'), page('A')], 'Viewed a page on 17 November: A'],
    [
      [page('A'), told('video watched', 'Tour')],
      'Viewed a page and watched a video on 17 November: A and Tour',
    ],
    [
      [told('custom event', 'ROI'), told('custom event', 'Quote')],
      'Did 2 things on 17 November: ROI and Quote',
    ],
    [
      [told('custom event', 'ROI'), page('A'), told('custom event', 'Quote')],
      'Viewed a page and did 2 other things on 17 November, among them ROI and A',
    ],
    [
      [page('A'), page('B'), told('form submitted', 'F'), told('rating given', 'R')].concat(
        told('link clicked', 'L'),
      ),
      'Viewed 2 pages, submitted a form and did 2 other things on 17 November, among them A and B',
    ],
  ])('of %# is %s', ([first, ...rest], sentence) => {
    if (!first) throw new Error('a member')
    expect(digestOf(first, ...rest).title).toBe(sentence)
  })

  it('names less where titles are long', () => {
    const long = (letter: string) => page(letter.repeat(100))
    const [a, b] = [`${'a'.repeat(23)}…`, `${'b'.repeat(23)}…`]
    const { title } = digestOf(long('a'), long('b'), long('c'))
    expect(title).toBe(`Viewed 3 pages on 17 November, among them ${a} and ${b}`)
  })
})

it("the pages of a session's digest count one by one, also those that it does not name", () => {
  const visit = told('pages viewed', 'Read 12 pages', {
    customFields: [number('Pages', 12), seconds(90), text('Page 1', 'A'), text('Page 2', 'B')],
  })
  const digest = digestOf(visit, page('C', 10))
  expect(digest.title).toBe('Viewed 13 pages on 17 November, among them C and A')
  expect(digest.eventType).toBe('pages viewed')
  expect(digest.customFields).toEqual([
    number('Pages', 13),
    seconds(100),
    text('Page 1', 'A'),
    text('Page 2', 'B'),
    text('Page 3', 'C'),
    text('Site', 'acme-www'),
  ])
})

it('properties of a page that are called as our own fields are no count', () => {
  const own = { customFields: [number('Pages', 7), number('Active time', 9), text('Page 1', 'X')] }
  const { customFields } = digestOf(told('custom event', 'ROI', own), page('A'))
  expect(customFields).toEqual([
    number('Pages', 1),
    number('Other events', 1),
    text('Activity 1', 'Custom event: ROI'),
    text('Activity 2', 'Page viewed: A'),
    text('Site', 'acme-www'),
  ])
})

it('it has the labels of all, and begins with the first', () => {
  const place = { country: 'DE' }
  const first = told('page viewed', 'A', { device: 'PC', place, labels: ['x', 'y'], rule: '/a' })
  const second = told('page viewed', 'B', {
    device: 'MOBILE',
    labels: ['y', 'z'],
    occurredAtMs: NOON_MS + 1,
    contentId: 'b',
    contentUrl: 'https://www.acme.com/b',
    reportAs: 'content-viewed',
  })
  expect(digestOf(first, second)).toEqual({
    eventType: 'pages viewed',
    occurredAtMs: NOON_MS,
    device: 'PC',
    title: 'Viewed 2 pages on 17 November: A and B',
    labels: ['x', 'y', 'z'],
    priority: 'low',
    reportAs: 'digital-interaction',
    place,
    customFields: [
      number('Pages', 2),
      text('Page 1', 'A'),
      text('Page 2', 'B'),
      text('Site', 'acme-www'),
    ],
  })
})

it('pages of one title and two addresses are two', () => {
  const [one, other] = ['/a', '/b'].map((contentId) => told('page viewed', 'Acme', { contentId }))
  if (!one || !other) throw new Error('two pages')
  expect(digestOf(one, other).title).toBe('Viewed 2 pages on 17 November, among them Acme')
})

const KINDS: InteractionKind[] = [
  'page viewed',
  'pages viewed',
  'video watched',
  'link clicked',
  'element clicked',
  'rating given',
  'custom event',
]
const member = fc
  .record({ kind: fc.constantFrom(...KINDS), title: fc.string({ minLength: 1, unit: 'grapheme' }) })
  .map(({ kind, title }) => told(kind, title.trim() || 'Acme'))

it("whatever was done fits Gong's contract and a title's length, and tells no more than ten titles", () => {
  fc.assert(
    fc.property(member, fc.array(member, { minLength: 1, maxLength: 40 }), (first, rest) => {
      const content = digestOf(first, ...rest)
      expect(content.title.length).toBeLessThanOrEqual(120)
      const titles = content.customFields.filter(({ name }) => /^(Activity|Page) \d/.test(name))
      expect(titles.length).toBeLessThanOrEqual(10)
      const call = {
        eventId: 'id',
        timestamp: new Date(content.occurredAtMs).toISOString(),
        eventType: content.eventType,
        trackingId: 't',
        content: { contentTitle: content.title, contentCustomFields: content.customFields },
      }
      expect(digitalInteraction.safeParse(call).error).toBeUndefined()
    }),
  )
})
