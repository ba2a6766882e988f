import { describe, expect, it } from 'vitest'
import { aSandbox } from '../sandbox-for-tests.js'

const viewed = { method: 'PUT', path: '/v2/customer-engagement/content/viewed' }
const shared = { method: 'PUT', path: '/v2/customer-engagement/content/shared' }
const action = { method: 'PUT', path: '/v2/customer-engagement/action' }
const settings = { method: 'POST', path: '/v2/integration-settings' }

const least = { reportingSystem: 'Firnline', eventTimestamp: '2026-11-20T11:00:00Z' }
const piece = {
  ...least,
  contentId: 'offer-7',
  contentUrl: 'https://www.firnline.example/offers/7',
  contentTitle: 'Your offer',
}
const ada = {
  email: 'ada@analytical-engines.example',
  name: 'Ada Lovelace',
  context: [
    {
      system: 'Salesforce',
      objects: [
        { objectType: 'Lead,Contact', objectId: '003', fields: [{ name: 'a', value: 'b' }] },
      ],
    },
  ],
}
const property = { name: 'Pages', value: 7, dataType: 'number' }
const deal = [
  { system: 'HubSpot', objects: [{ objectType: 'Opportunity,Account', objectId: '006' }] },
]
const forDialer = { integrationType: 'DIALER', allowedOrigin: 'https://tamtam.firnline.example' }

const accepted = [
  ['a view', viewed, { ...piece, viewer: ada, shareId: 's1', eventProperties: [property] }],
  ['a view by tracking id', viewed, { ...piece, trackingId: 'opaque', agentPlatform: 'MacOS' }],
  ['a share', shared, { ...piece, recipients: [ada], sharer: { name: 'Sam' }, crmContext: deal }],
  ['an action without content', action, { ...least, actionName: 'Booked a demo', actor: ada }],
  ['integration settings', settings, { integrationTypeSettings: [forDialer] }],
] as const

const refused = [
  ['a view without title', viewed, { ...piece, contentTitle: undefined }, 'contentTitle'],
  ['a view with two people', viewed, { ...piece, viewer: ada, trackingId: 'x' }, 'trackingId'],
  [
    'a view from an unknown platform',
    viewed,
    { ...piece, agentPlatform: 'macOS' },
    'agentPlatform',
  ],
  ['a share to nobody in particular', shared, { ...piece, recipients: [{ name: 'A' }] }, 'email'],
  [
    'a context of an unknown system',
    shared,
    { ...piece, crmContext: [{ system: 'SAP' }] },
    'system',
  ],
  [
    'an action in the future',
    action,
    { ...least, eventTimestamp: '2027-01-01T00:00:00Z' },
    'future',
  ],
  [
    'a property without type',
    action,
    { ...least, eventProperties: [{ name: 'a', value: 'b' }] },
    'dataType',
  ],
  [
    'a number in a date property',
    action,
    { ...least, eventProperties: [{ ...property, dataType: 'date' }] },
    'value',
  ],
  [
    'an origin with a path',
    settings,
    { integrationTypeSettings: [{ ...forDialer, allowedOrigin: 'https://a.example/b' }] },
    'allowedOrigin',
  ],
  ['settings under the wrong name', settings, { integrationName: 'Tamtam' }, 'integrationName'],
] as const

describe('the calls beside digital-interaction', () => {
  it.each(accepted)('accept %s', async (_name, call, body) => {
    const { status, errors } = await aSandbox().callNow(body, call)
    expect(errors).toEqual([])
    expect(status).toBe(200)
  })

  it.each(refused)('refuse %s', async (_name, call, body, words) => {
    const { status, errors } = await aSandbox().callNow(body, call)
    expect(status).toBe(400)
    expect(errors.join()).toContain(words)
  })

  it('answer with an integrationId that JSON.parse would corrupt', async () => {
    const { text } = await aSandbox().callNow(piece, viewed)
    const [, written = ''] = /"integrationId":(\d+)/.exec(text) ?? []
    expect(BigInt(written) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true)
    expect(String((JSON.parse(text) as { integrationId: number }).integrationId)).not.toBe(written)
  })

  it('exist at no other path', async () => {
    const { status, errors } = await aSandbox().callNow({}, { path: '/v2/digital-interactions' })
    expect(status).toBe(404)
    expect(errors).toEqual(['There is no call POST /v2/digital-interactions.'])
  })
})
