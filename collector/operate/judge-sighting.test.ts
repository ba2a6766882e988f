import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import type { SeenLoad, SeenRefusal, Sightings, SiteSightings } from '../lib/sightings.js'
import { judgeSighting } from './judge-sighting.js'

const ORIGIN = 'https://www.acme.com'
const SITE = { siteId: 'acme-www', origins: [ORIGIN, 'http://localhost:*'] }

/** How long ago, in seconds. */
const ago = (seconds: number): { atMs: number } => ({ atMs: NOON_MS - seconds * 1000 })

type Seen = Partial<Omit<SiteSightings, 'siteId'>> &
  Partial<Omit<Sightings, 'refusals'>> & {
    /** Before the site was known. */
    strangers?: SeenRefusal[]
  }

function judge({ accepted = null, refusals = [], drops = [], failures = [], ...rest }: Seen) {
  const { strangers = [], sites = [], ...shared } = rest
  const own = { siteId: 'acme-www', accepted, refusals, drops, failures }
  const nothing = { sinceMs: NOON_MS - 3_600_000, loads: [], unknownSites: [] }
  const sightings = { ...nothing, ...shared, sites: [own, ...sites], refusals: strangers }
  return judgeSighting(sightings, { site: SITE, nowMs: NOON_MS })
}

const accepted = (seconds: number) => ({ origin: ORIGIN, eventCount: 2, ...ago(seconds) })
const load = (seconds: number, changes: Partial<SeenLoad> = {}): SeenLoad => {
  const { atMs } = ago(seconds)
  return { origin: ORIGIN, isListed: true, atMs, firstAtMs: atMs, ...changes }
}
const refusal = (
  code: SeenRefusal['code'],
  seconds: number,
  origin: string | null = ORIGIN,
): SeenRefusal => ({ code, origin, ...ago(seconds) })
const drop = (seconds: number) => ({
  reason: 'bot_user_agent' as const,
  origin: ORIGIN,
  userAgent: 'curl/8',
  ...ago(seconds),
})
const failure = (seconds: number) => ({
  reason: 'event_too_old' as const,
  origin: ORIGIN,
  detail: 'old',
  ...ago(seconds),
})
const unknown = (siteId: string, seconds: number, origin = ORIGIN) => ({
  siteId,
  origin,
  ...ago(seconds),
})
const other = (siteId: string, refusals: SeenRefusal[]): SiteSightings => ({
  siteId,
  accepted: null,
  refusals,
  drops: [],
  failures: [],
})

describe('the latest fact decides', () => {
  it.each<[string, Seen, object]>([
    ['nothing at all', {}, { kind: 'nothing', loadedAtMs: null, ...ago(3600) }],
    [
      'only loads by who does not say where',
      { loads: [load(9, { origin: null, isListed: false })] },
      { kind: 'nothing', loadedAtMs: NOON_MS - 9000 },
    ],
    [
      'only loads of others',
      { loads: [load(60, { origin: 'https://b.example' })] },
      { kind: 'nothing' },
    ],
    ['events just now', { accepted: accepted(1) }, { kind: 'seen', later: null, ...ago(1) }],
    ['events long ago and nothing since', { accepted: accepted(3000) }, { kind: 'seen' }],
    [
      'events, their bad neighbours at the same moment',
      { accepted: accepted(600), failures: [failure(600)] },
      { kind: 'seen', later: null },
    ],
    [
      'events within minutes, a refusal since',
      { accepted: accepted(200), refusals: [refusal('rate_limited_site', 2)] },
      { kind: 'seen', later: { kind: 'refused', code: 'rate_limited_site' } },
    ],
    [
      'events within minutes, a load since',
      { accepted: accepted(200), loads: [load(100)] },
      { kind: 'seen', later: null },
    ],
    [
      'events long ago, a refusal since',
      { accepted: accepted(400), refusals: [refusal('spool_unavailable', 2)] },
      { kind: 'refused', code: 'spool_unavailable' },
    ],
    [
      'events long ago, a load since',
      { accepted: accepted(400), loads: [load(60)] },
      { kind: 'loaded_silent', isFresh: false, isListed: true },
    ],
    ['only failed events', { failures: [failure(5)] }, { kind: 'failed', reason: 'event_too_old' }],
    ['only bots', { drops: [drop(5)], loads: [load(6)] }, { kind: 'bots', userAgent: 'curl/8' }],
    [
      'bots, then a refusal',
      { drops: [drop(5)], strangers: [refusal('content_type_unsupported', 4)] },
      { kind: 'refused', code: 'content_type_unsupported' },
    ],
    ['a load just now', { loads: [load(3)] }, { kind: 'loaded_silent', isFresh: true }],
    [
      'loads in a row, the last just now',
      { loads: [load(3, { firstAtMs: NOON_MS - 40_000 })] },
      { kind: 'loaded_silent', isFresh: false },
    ],
    [
      'a load from any port of a site that takes any',
      { loads: [load(60, { origin: 'http://localhost:3000' })] },
      { kind: 'loaded_silent', origin: 'http://localhost:3000' },
    ],
  ])('%s', (_, seen, expected) => {
    expect(judge(seen)).toMatchObject(expected)
  })
})

describe('an origin that is not among the site’s', () => {
  it.each([
    ['the bare domain', 'https://acme.com', true],
    ['a sister', 'https://shop.acme.com', true],
    ['another scheme', 'http://www.acme.com', true],
    ['another port', 'https://www.acme.com:8443', true],
    ["a stranger's", 'https://www.acme.com.evil.example', false],
    ['one that names none', 'null', false],
  ])('%s is kin or not', (_, origin, isKin) => {
    const verdict = judge({ strangers: [refusal('origin_not_allowed', 60, origin)] })
    expect(verdict).toMatchObject({ kind: 'refused', origin, isKin })
    expect(verdict.nextSteps.join()).toContain(`Add "${origin}" to the origins of acme-www`)
  })

  it.each<[string, Seen, string]>([
    ['gives way to what is known', { loads: [load(60)] }, 'loaded_silent'],
    ['is forgotten after ten minutes', {}, 'nothing'],
  ])("a stranger's %s", (_, seen, kind) => {
    const strangers = [
      refusal('origin_not_allowed', kind === 'nothing' ? 601 : 1, 'https://b.example'),
    ]
    expect(judge({ ...seen, strangers }).kind).toBe(kind)
  })

  it('is said already when the script was loaded from it', () => {
    const loads = [load(1, { origin: 'https://acme.com', isListed: false })]
    const verdict = judge({ loads })
    expect(verdict).toMatchObject({ kind: 'loaded_silent', isListed: false, isFresh: false })
    expect(verdict.nextSteps).toEqual([
      'Add "https://acme.com" to the origins of acme-www in the configuration, and start the collector again.',
    ])
  })

  it('is none of ours when another site lists it', () => {
    const origin = 'https://shop.acme.com'
    const strangers = [refusal('envelope_invalid', 1, origin)]
    expect(judge({ loads: [load(60, { origin })], strangers }).kind).toBe('nothing')
  })

  it('a beacon without one tells nobody where it was', () => {
    expect(judge({ strangers: [refusal('origin_missing', 1, null)] }).kind).toBe('nothing')
  })
})

describe('pages of the site that send for another', () => {
  it('are known by ids that are not configured and by those that are', () => {
    const verdict = judge({
      unknownSites: [unknown('acme-ww', 9), unknown('their', 1, 'https://b.example')],
      sites: [other('beta', [refusal('origin_not_allowed', 5)])],
      loads: [load(10)],
    })
    expect(verdict).toMatchObject({
      kind: 'unknown_site',
      siteIds: ['acme-ww', 'beta'],
      origin: ORIGIN,
      ...ago(5),
    })
    expect(verdict.nextSteps[0]).toBe('Set data-site="acme-www" in the tag of these pages.')
  })

  it('other refusals of other sites are theirs', () => {
    const sites = [other('beta', [refusal('rate_limited_site', 5)])]
    expect(judge({ sites }).kind).toBe('nothing')
  })
})

describe('words', () => {
  it.each(Object.keys(ERROR_CODES) as SeenRefusal['code'][])('%s has a next step', (code) => {
    const { words, nextSteps } = judge({ refusals: [refusal(code, 1)] })
    expect(words).toContain(ERROR_CODES[code])
    expect(nextSteps.every((step) => step.endsWith('.')) && nextSteps.length > 0).toBe(true)
  })

  it('what is well needs no next step', () => {
    expect(judge({ accepted: accepted(1) }).nextSteps).toEqual([])
    expect(judge({ loads: [load(1)] }).nextSteps).toEqual([])
  })

  it('silence names consent, signals, the policy of the page and blockers', () => {
    const { nextSteps } = judge({ loads: [load(60)] })
    expect(nextSteps.join(' ')).toMatch(/consent.*Global Privacy Control.*connect-src.*blocker/i)
  })

  it('nothing names tag, script-src and the cache', () => {
    expect(judge({}).nextSteps.join(' ')).toMatch(/tag.*script-src.*five minutes/i)
  })
})
