import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { aSite } from '../lib/test-sites.js'
import type { Sightings, SiteSightings } from '../lib/sightings.js'
import { readSighting } from './read-sighting.js'

const ORIGIN = 'https://www.acme.com'
const MINUTE_MS = 60_000
const NOTHING = { siteId: 'acme-www', accepted: null, refusals: [], drops: [], failures: [] }

/** Watched for an hour; times are how long ago, in minutes. */
function seen({
  own = {},
  loads = [],
  storedMinutes,
}: {
  own?: Partial<SiteSightings>
  loads?: Sightings['loads']
  storedMinutes?: number
}) {
  const sightings = {
    sinceMs: NOON_MS - 60 * MINUTE_MS,
    sites: [{ ...NOTHING, ...own }],
    loads,
    refusals: [],
    unknownSites: [],
  }
  const storedAtMs = storedMinutes === undefined ? null : minutesAgo(storedMinutes)
  return readSighting(sightings, { site: aSite(), storedAtMs, nowMs: NOON_MS })
}

const minutesAgo = (minutes: number): number => NOON_MS - minutes * MINUTE_MS
const accepted = (minutes: number) => ({
  origin: ORIGIN,
  atMs: minutesAgo(minutes),
  eventCount: 1,
})
const refused = (minutes: number) => [
  { code: 'rate_limited_site' as const, origin: ORIGIN, atMs: minutesAgo(minutes) },
]

it('waits while nothing was seen', () => {
  expect(seen({})).toMatchObject({ state: 'waiting', elsewhere: null, storedAtMs: null })
})

it('waits while the first beacon may still come', () => {
  const load = { origin: ORIGIN, isListed: true, atMs: NOON_MS, firstAtMs: NOON_MS }
  expect(seen({ loads: [load] })).toMatchObject({ state: 'waiting' })
  expect(seen({ loads: [{ ...load, firstAtMs: minutesAgo(1) }] })).toMatchObject({ state: 'bad' })
})

it('is green at the first event, and says what went wrong since', () => {
  expect(seen({ own: { accepted: accepted(1) } })).toMatchObject({ state: 'good', later: null })
  const both = { accepted: accepted(2), refusals: refused(1) }
  expect(seen({ own: both })).toMatchObject({
    state: 'good',
    later: { words: expect.stringContaining('refused') as string },
  })
})

it('says what is wrong, with the next step', () => {
  const { state, verdict } = seen({ own: { refusals: refused(1) } })
  expect([state, verdict.nextSteps.length > 0]).toEqual(['bad', true])
})

it('an event in the store that was not accepted here is another process’s, and counts while it is new', () => {
  const elsewhere = expect.stringContaining('Another process') as string
  expect(seen({ storedMinutes: 1 })).toMatchObject({ state: 'good', elsewhere })
  expect(seen({ storedMinutes: 10 })).toMatchObject({ state: 'waiting', elsewhere })
  expect(seen({ own: { accepted: accepted(3) }, storedMinutes: 1 })).toMatchObject({ elsewhere })
})

it('events of before the start are told, and prove nothing', () => {
  expect(seen({ storedMinutes: 61 })).toMatchObject({
    state: 'waiting',
    elsewhere: expect.stringContaining('before this process started') as string,
  })
})

it('what was accepted here and lies in the store is nobody else’s', () => {
  expect(seen({ own: { accepted: accepted(1) }, storedMinutes: 1 })).toMatchObject({
    elsewhere: null,
  })
})
