import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { callNamed, CALL_NAMES } from '../../demo-site/gong-sandbox/contract/calls.js'
import { CALLS, type Bodies, type CallName, type GongCall } from './calls.js'
import { FULL } from './test-bodies.js'

type Json = Record<string, unknown>

const NAMES = Object.keys(CALLS) as CallName[] // Object.keys forgets which keys.
/** Where a delivery's own checks are wider than the sandbox's, such as in addresses. */
const ENGAGEMENT = NAMES.filter((name) => name !== 'digital-interaction')

const without = (name: CallName, ...keys: string[]): Json =>
  Object.fromEntries(Object.entries(FULL[name]).filter(([key]) => !keys.includes(key)))

const viewed = (changes: Json) => ({ ...FULL['content-viewed'], ...changes })
const shared = (changes: Json) => ({ ...FULL['content-shared'], ...changes })
const action = (changes: Json) => ({ ...FULL['custom-action'], ...changes })
const settings = (allowedOrigin: string, integrationType = 'DIALER') => ({
  integrationTypeSettings: [{ integrationType, allowedOrigin }],
})
const least = {
  reportingSystem: 'Acme',
  eventTimestamp: '2026-11-17T12:00:00.000Z',
  eventId: 'e-1',
}
const piece = { contentId: 'c-1', contentUrl: 'http://acme.example', contentTitle: 'Offer' }
const crm = (objectType: string, system = 'Generic') => [
  { system, objects: [{ objectType, objectId: '1' }] },
]

const accepted: [string, CallName, unknown][] = [
  ...NAMES.map((name): [string, CallName, unknown] => [`every key of ${name}`, name, FULL[name]]),
  [
    'the least view, by a tracking id',
    'content-viewed',
    { ...least, ...piece, trackingId: 'opaque' },
  ],
  ['the least share', 'content-shared', { ...least, ...piece }],
  ['the least action', 'custom-action', { ...least, actor: { email: 'a@b' } }],
  ['a viewer whom the CRM knows', 'content-viewed', viewed({ viewer: { context: crm('Lead') } })],
  [
    'a name beside the deal of the event',
    'custom-action',
    action({ actor: { name: 'Ada' }, crmContext: crm('Opportunity', 'MicrosoftDynamic') }),
  ],
]

const refused: [string, CallName, unknown][] = [
  ...NAMES.map((name): [string, CallName, unknown] => [
    `an unknown key in ${name}`,
    name,
    { ...FULL[name], more: 1 },
  ]),
  ...[
    'reportingSystem',
    'eventTimestamp',
    'eventId',
    'contentId',
    'contentUrl',
    'contentTitle',
  ].map((key): [string, CallName, unknown] => [
    `a view without ${key}`,
    'content-viewed',
    without('content-viewed', key),
  ]),
  ['a view by nobody', 'content-viewed', without('content-viewed', 'viewer')],
  ['an action by nobody', 'custom-action', without('custom-action', 'actor')],
  ['a viewer beside a tracking id', 'content-viewed', viewed({ trackingId: 't-1' })],
  ['an actor beside a tracking id', 'custom-action', action({ trackingId: 't-1' })],
  [
    'a viewer whom Gong could not match',
    'content-viewed',
    { ...without('content-viewed', 'crmContext'), viewer: { name: 'Ada', title: 'Analyst' } },
  ],
  ['an empty context', 'custom-action', action({ actor: { context: [] }, crmContext: [] })],
  ['a context of an unknown system', 'content-viewed', viewed({ crmContext: crm('Lead', 'SAP') })],
  ['a context of two types at once', 'content-viewed', viewed({ crmContext: crm('Lead,Contact') })],
  ['a recipient without address', 'content-shared', shared({ recipients: [{ name: 'Ada' }] })],
  ['a blank title', 'content-shared', shared({ contentTitle: ' ' })],
  ['a script for an address', 'custom-action', action({ contentUrl: 'javascript:alert(1)' })],
  ['a time without zone', 'custom-action', action({ eventTimestamp: '2026-11-17T12:00:00.000' })],
  ['a time without seconds', 'custom-action', action({ eventTimestamp: '2026-11-17T12:00Z' })],
  ['an unknown platform', 'custom-action', action({ agentPlatform: 'macOS' })],
  [
    'a property without type',
    'custom-action',
    action({ eventProperties: [{ name: 'a', value: 'b' }] }),
  ],
  [
    'a number in a date property',
    'custom-action',
    action({ contentProperties: [{ name: 'a', value: 7, dataType: 'date' }] }),
  ],
  ['an origin with a path', 'integration-settings', settings('https://acme.example/')],
  ["an origin in capitals, which is no browser's", 'integration-settings', settings('HTTPS://A.B')],
  ['an origin of no website', 'integration-settings', settings('chrome-extension://a')],
  ['an unknown place', 'integration-settings', settings('https://acme.example', 'CALENDAR')],
  ['no settings at all', 'integration-settings', { integrationTypeSettings: [] }],
]

describe('our contract', () => {
  it.each(accepted)('takes %s', (_title, name, body) => {
    expect(CALLS[name].schema.safeParse(body).error?.issues).toBeUndefined()
  })

  it.each(refused)('refuses %s', (_title, name, body) => {
    expect(CALLS[name].schema.safeParse(body).success).toBe(false)
  })

  it('says of somebody whom Gong could not match that it could not', () => {
    const body = { ...without('content-viewed', 'crmContext'), viewer: { name: 'Ada' } }
    const parsed = CALLS['content-viewed'].schema.safeParse(body)
    expect(parsed.error?.issues).toMatchObject([
      { path: ['viewer'], message: 'Gong could match nobody by it' },
    ])
  })

  it('has either a viewer or a tracking id by its types', () => {
    const view = { ...least, ...piece }
    expectTypeOf({ ...view, viewer: {} }).toExtend<Bodies['content-viewed']>()
    expectTypeOf({ ...view, trackingId: '' }).toExtend<Bodies['content-viewed']>()
    expectTypeOf({ ...view, trackingId: '', viewer: {} }).not.toExtend<Bodies['content-viewed']>()
    expectTypeOf({ ...view, trackingId: '', actor: {} }).not.toExtend<Bodies['custom-action']>()
  })

  it('gives each call the body of its name', () => {
    expectTypeOf({ name: 'integration-settings' as const, body: least }).not.toExtend<GongCall>()
  })
})

describe("the sandbox's own contract", () => {
  it('has the same calls at the same places', () => {
    expect([...NAMES].sort()).toEqual([...CALL_NAMES].sort())
    for (const name of NAMES) {
      const { method, path } = callNamed(name)
      expect(CALLS[name]).toMatchObject({ method, path })
    }
  })

  it.each(accepted)('takes %s too', (_title, name, body) => {
    expect(complaints(name, body)).toBeUndefined()
  })

  it('takes whatever ours takes, however a body is mangled', () => {
    const mangled = fc.constantFrom(...ENGAGEMENT).chain((name) =>
      fc.record({
        name: fc.constant(name),
        path: fc.constantFrom(...pathsOf(FULL[name])),
        value: fc.oneof(fc.constantFrom(...ODD), fc.webUrl(), fc.json().map(parse)),
      }),
    )
    let taken = 0
    fc.assert(
      fc.property(mangled, ({ name, path, value }) => {
        const body = replace(FULL[name], path, value)
        const ours = CALLS[name].schema.safeParse(body)
        if (!ours.success) return
        taken += 1
        expect(complaints(name, ours.data)).toBeUndefined()
      }),
      { numRuns: 5000 },
    )
    expect(taken).toBeGreaterThan(500)
  })
})

/** What mangled keys become besides anything at all; undefined takes the key away. */
const ODD = [
  undefined,
  null,
  '',
  ' ',
  '\u00a0',
  '\u200b',
  'x',
  0,
  -1.5,
  1e300,
  [],
  {},
  true,
  'number',
  'Account',
  'https://a',
  'HTTP://a.b/c',
  ' https://a.b',
  'https://',
  'https://[',
  'ftp://a.b',
  'mailto:a@b',
  'null',
  'a@b',
  'a b@c',
  '@',
  '2026-11-17T12:00:00.000Z',
  '2026-11-17T12:00:00.000+01:00',
  '2026-02-30T12:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '2026-11-17',
]

function complaints(name: CallName, body: unknown) {
  return callNamed(name).schema.safeParse(parse(JSON.stringify(body))).error?.issues
}

function parse(text: string): unknown {
  return JSON.parse(text)
}

/** To every key and item, at any depth. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ])
}

function replace(root: object, [key = '', ...rest]: string[], value: unknown): object {
  const inner = (root as Json)[key]
  const put =
    rest.length > 0 && typeof inner === 'object' && inner ? replace(inner, rest, value) : value
  const entries = { ...root, [key]: put }
  return Array.isArray(root) ? Object.values(entries) : entries
}
