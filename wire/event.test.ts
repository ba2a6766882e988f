import { describe, expect, it } from 'vitest'
import { event, type EventType } from './event.js'
import { anEvent, EVENT_TYPES, NOON_MS } from './test-data.js'

const long = (length: number): string => 'x'.repeat(length)
const accepts = (candidate: unknown): boolean => event.safeParse(candidate).success

describe.each(EVENT_TYPES)('an event of type %s', (type) => {
  it('is accepted as documented, with all its optional keys', () => {
    const whole = { ...anEvent(type), trackingId: 'gong-1', linkToken: 'token' }
    expect(event.parse(whole)).toEqual(whole)
  })

  it('is refused with a key that nobody documented', () => {
    expect(accepts({ ...anEvent(type), ip: '203.0.113.9' })).toBe(false)
    const { page, ...rest } = anEvent(type)
    expect(accepts({ ...rest, page: { ...page, html: '<p>' } })).toBe(false)
  })

  it.each(['eventId', 'sessionId', 'occurredAtMs', 'page'])('is refused without %s', (key) => {
    expect(accepts({ ...anEvent(type), [key]: undefined })).toBe(false)
  })

  it('is refused with a malformed id', () => {
    expect(accepts({ ...anEvent(type), eventId: 'not-a-uuid' })).toBe(false)
    expect(accepts({ ...anEvent(type), sessionId: 'A'.repeat(32) })).toBe(false)
    expect(accepts({ ...anEvent(type), sessionId: 'a'.repeat(31) })).toBe(false)
    expect(accepts({ ...anEvent(type), trackingId: '' })).toBe(false)
    const { page, ...rest } = anEvent(type)
    expect(accepts({ ...rest, page: { ...page, viewId: '1' } })).toBe(false)
  })

  it('is refused at a time that no Date can hold', () => {
    for (const occurredAtMs of [-1, 0.5, 8.64e15 + 1, NaN, Infinity, String(NOON_MS)]) {
      expect(accepts({ ...anEvent(type), occurredAtMs })).toBe(false)
    }
  })
})

/** One bound a row: a value at it, and one past it. */
const BOUNDS: [EventType, string, at: unknown, past: unknown][] = [
  ['page_view', 'page.url', 'HTTP://a.example', 'javascript:alert(1)'],
  ['page_view', 'page.url', 'https://a.example', 'https://'],
  ['page_view', 'page.canonicalUrl', 'https://a.example/b', 'javascript:alert(1)'],
  ['page_view', 'page.canonicalUrl', undefined, '/b'],
  ['page_view', 'trackingId', long(512), long(513)],
  ['page_view', 'linkToken', long(64), long(65)],
  ['page_view', 'viewport.width', 100_000, 100_001],
  ['page_view', 'viewport.height', 0, -1],
  ['page_leave', 'activeSeconds', 86_400, 86_400.5],
  ['page_leave', 'activeSeconds', 0, -0.5],
  ['page_leave', 'scrollPercent', 100, 101],
  ['page_leave', 'scrollPercent', 0, 0.5],
  ['click', 'target.kind', 'element', 'area'],
  ['file_download', 'fileName', 'a', ''],
  ['video_progress', 'watchedPercent', 100, 101],
  ['video_progress', 'watchedPercent', 0, -1],
  ['video_progress', 'milestonePercent', 90, 80],
  ['video_progress', 'positionPercent', 1, 1.5],
  ['video_progress', 'watchedSeconds', 1_000_000, 1_000_001],
  ['video_progress', 'video.durationSeconds', 0.1, 0],
  ['video_progress', 'video.provider', 'vimeo', 'wistia'],
  ['video_progress', 'video.id', long(256), ''],
  ['search', 'objectType', 'VENDOR', 'vendor'],
  ['search', 'domain', 'a.co', 'localhost'],
  ['search', 'domain', 'a.co', undefined],
  ['search', 'name', 'x', undefined],
  ['search', 'domain', `${`${long(61)}.`.repeat(4)}co.uk`, `${`${long(61)}.`.repeat(4)}co.ukk`],
  ['search', 'domain', 'xn--bcher-kva.example', 'https://a.co'],
  ['search', 'domain', 'A.CO', 'a.co/path'],
  ['search', 'url', 'http://a.example', 'ftp://a.example'],
  ['step', 'availableSteps', [long(256)], []],
  ['step', 'availableSteps', Array(50).fill('s'), Array(51).fill('s')],
  ['rating', 'value', 10, 11],
  ['rating', 'value', 0, -1],
  ['rating', 'value', 7, undefined],
  ['rating', 'value', 7, 7.5],
  ['step', 'value', 'not among those available', ''],
  ['rating', 'from', -2_147_483_648, -2_147_483_649],
  ['rating', 'to', 2_147_483_647, 2_147_483_648],
  ['rating', 'to', 9, 9.5],
  ['rating', 'kind', 'OTHER', 'STARS'],
  ['custom', 'name', long(256), ''],
  ['custom', 'properties.seats', -1e300, Infinity],
  ['custom', 'properties.seats', false, null],
  ['identify', 'person.email', 'a@b.co', 'ada at example.org'],
  ['identify', 'person.phoneNumber', long(64), long(65)],
  ['identify', 'token', long(4096), long(4097)],
]

it.each(BOUNDS)('%s takes %s up to its bound and no further', (type, path, at, past) => {
  const [atIt, pastIt] = [at, past].map((value) => changed(anEvent(type), path.split('.'), value))
  expect(event.safeParse(atIt).error?.issues).toBeUndefined()
  expect(accepts(pastIt)).toBe(false)
})

const CUTS: [EventType, string, max: number, start?: string][] = [
  ['page_view', 'page.url', 2048, 'https://a.example/'],
  ['page_view', 'page.title', 512],
  ['page_view', 'page.referrer', 2048],
  ['click', 'target.text', 256],
  ['click', 'target.href', 2048],
  ['form_submit', 'formId', 256],
  ['file_download', 'fileName', 256],
  ['custom', 'properties.seats', 512],
  ['identify', 'person.name', 256],
  ['identify', 'person.company.domain', 253],
]

it.each(CUTS)('%s has a long %s cut to %s characters', (type, path, max, start = '') => {
  const keys = path.split('.')
  const parsed: unknown = event.parse(changed(anEvent(type), keys, start + long(3_000)))
  const kept = keys.reduce((value, key) => (value as Record<string, unknown>)[key], parsed)
  expect(kept).toBe((start + long(3_000)).slice(0, max))
})

it('custom events carry up to 50 properties', () => {
  const properties = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]))
  expect(accepts(anEvent('custom', { properties: properties(50) }))).toBe(true)
  expect(accepts(anEvent('custom', { properties: properties(51) }))).toBe(false)
})

it.each([
  ['page_view', 'viewport.depth'],
  ['click', 'target.value'],
  ['video_progress', 'video.token'],
  ['identify', 'person.password'],
  ['identify', 'person.company.address'],
] as const)('%s has no room for %s', (type, path) => {
  expect(accepts(changed(anEvent(type), path.split('.'), 'x'))).toBe(false)
})

it('a form event has no room for a field value', () => {
  expect(accepts({ ...anEvent('form_submit'), values: { email: 'ada@example.org' } })).toBe(false)
})

it('an unknown type is refused', () => {
  expect(accepts({ ...anEvent('reset'), type: 'replay' })).toBe(false)
})

it('an e-mail address comes without the blanks around it', () => {
  const given = { ...anEvent('identify'), person: { email: ' ada@example.org ' } }
  expect(event.parse(given)).toMatchObject({ person: { email: 'ada@example.org' } })
})

function changed(value: unknown, [key, ...rest]: string[], to: unknown): unknown {
  if (key === undefined) return to
  const object = value as Record<string, unknown>
  return { ...object, [key]: changed(object[key], rest, to) }
}
