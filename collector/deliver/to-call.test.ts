import { describe, expect, it } from 'vitest'
import { aSite } from '../lib/test-sites.js'
import type { SharedContent } from '../store/interaction.js'
import { ADA, aSealedContent } from '../store/test-outbox.js'
import type { Person, Who } from '../store/who.js'
import { aClaim } from './test-claims.js'
import { callOf, faultsOf, settingOf, toCall, type Setting } from './to-call.js'

const SETTING: Setting = {
  companyName: 'Acme',
  identity: 'labelled',
  engagementCalls: true,
  shareId: null,
}
const TRACKED: Who = { kind: 'tracked', trackingId: 't-1' }
const PIECE = { contentId: 'acme.com/offer', contentUrl: 'https://acme.com/offer' }

const byCrm = { objectType: 'CONTACT', objectId: '003', systemName: 'Salesforce' } as const
const account = {
  objectType: 'ACCOUNT',
  objectId: '001',
  systemName: 'microsoft dynamics',
} as const
const deal = { objectType: 'OPPORTUNITY', objectId: '006', systemName: 'SAP' } as const

type Given = Parameters<typeof aClaim>[0]
const ofContent = (content: Parameters<typeof aSealedContent>[0], claim: Given = {}) =>
  aClaim({ content: aSealedContent({ ...PIECE, ...content }), ...claim })
const personOf = (person: Person): Who => ({ kind: 'person', person })

describe('the call', () => {
  it.each<[string, Given, Partial<Setting>, string]>([
    ['nothing asks for another', {}, {}, 'digital-interaction'],
    ['its rule asks for content viewed', viewed(), {}, 'content-viewed'],
    ['its rule asks for a custom action', asked('custom-action'), {}, 'custom-action'],
    ['the site has no other', viewed(), { engagementCalls: false }, 'digital-interaction'],
    ['it answers a share', {}, { shareId: 's-1' }, 'content-viewed'],
    ['it answers one against its rule', asked('custom-action'), { shareId: 's' }, 'content-viewed'],
    ['it has no link', viewed({ contentUrl: undefined }), {}, 'digital-interaction'],
    ['it has no content', viewed({ contentId: undefined }), {}, 'digital-interaction'],
    ['an action has neither', digest(), {}, 'custom-action'],
    ['only Gong knows who it is', viewed({}, TRACKED), {}, 'content-viewed'],
    [
      'only a number is known',
      viewed({}, personOf({ phoneNumber: '1' })),
      {},
      'digital-interaction',
    ],
    [
      'only a company is known',
      viewed({}, personOf({ personId: 'p', company: { domain: 'a.example' } })),
      {},
      'digital-interaction',
    ],
    ['the CRM knows the person', viewed({}, personOf({ crm: byCrm })), {}, 'content-viewed'],
    [
      'the CRM knows the company',
      viewed({}, personOf({ personId: 'p', company: { crm: [account] } })),
      {},
      'content-viewed',
    ],
  ])('where %s is chosen so', (_, given, setting, name) => {
    const claim = aClaim({ content: aSealedContent(PIECE), ...given })
    expect(callOf(claim, { ...SETTING, ...setting })).toBe(name)
    expect(toCall(claim, { ...SETTING, ...setting }).name).toBe(name)
  })

  it('is a digital interaction of a site that has left the configuration', () => {
    const setting = { companyName: 'Acme', shareId: null }
    expect(callOf(aClaim(viewed()), settingOf(undefined, setting))).toBe('digital-interaction')
    const site = aSite({ engagementCalls: true })
    expect(callOf(aClaim(viewed()), settingOf(site, setting))).toBe('content-viewed')
  })
})

function asked(reportAs: 'content-viewed' | 'custom-action'): Given {
  return { content: aSealedContent({ ...PIECE, reportAs }) }
}

function viewed(piece: { contentId?: undefined; contentUrl?: undefined } = {}, who = ADA): Given {
  const { contentId, contentUrl } = { ...PIECE, ...piece }
  const known = { ...(contentId && { contentId }), ...(contentUrl && { contentUrl }) }
  return { content: aSealedContent({ reportAs: 'content-viewed', ...known }), who }
}

function digest(): Given {
  return { content: aSealedContent({ reportAs: 'custom-action' }) }
}

describe('content viewed', () => {
  const full = aSealedContent({
    ...PIECE,
    eventType: 'video watched',
    reportAs: 'content-viewed',
    labels: ['offers', 'plans'],
    device: 'PC',
    place: { country: 'US', region: 'US-CA', city: 'Oakland' },
    numeric: { value: 75, rangeFrom: 0, rangeTo: 100, numericType: 'PERCENTAGE' },
    step: { value: 'Pay', availableSteps: ['Cart', 'Pay'] },
    search: { name: 'cold', objectType: 'PRODUCT', domain: 'acme.com', objectId: 'p-1' },
    customFields: [
      { name: 'Watched', value: '90', dataType: 'DURATION' },
      { name: 'Views', value: '2', dataType: 'NUMBER' },
      { name: 'Odd', value: 'many', dataType: 'NUMBER' },
      { name: 'Link', value: 'https://www.acme.com/a', dataType: 'URL' },
      { name: 'Mail', value: 'mailto:a@b.example', dataType: 'URL' },
      { name: 'Ended', value: 'true', dataType: 'BOOLEAN' },
      { name: 'Identity', value: 'verified', dataType: 'STRING' },
    ],
  })
  const company = { name: 'Acme', domain: 'acme.com', crm: [account, deal, account] }
  const person = { email: 'ada@acme.com', name: 'Ada', crm: byCrm, company }

  it("puts everything in Gong's place for it, and what has none among the properties", () => {
    const claim = aClaim({ content: full, who: personOf(person), assurance: 'claimed' })
    const call = toCall(claim, { ...SETTING, shareId: 's-1' })
    expect(faultsOf(call, SETTING)).toEqual([])
    expect(call.body).toEqual({
      reportingSystem: 'Acme',
      eventTimestamp: '2026-11-17T12:00:00.000Z',
      eventId: 'e-1',
      contentId: 'acme.com/offer',
      contentUrl: 'https://acme.com/offer',
      contentTitle: 'Pricing',
      viewActionTitle: 'video watched',
      shareId: 's-1',
      viewer: {
        email: 'ada@acme.com',
        name: 'Ada',
        context: [{ system: 'Salesforce', objects: [{ objectType: 'Contact', objectId: '003' }] }],
      },
      crmContext: [
        { system: 'MicrosoftDynamic', objects: [{ objectType: 'Account', objectId: '001' }] },
        { system: 'Generic', objects: [{ objectType: 'Opportunity', objectId: '006' }] },
      ],
      contentProperties: [
        { name: 'Labels', value: 'offers, plans', dataType: 'string' },
        { name: 'Search', value: 'cold', dataType: 'string' },
        { name: 'Search type', value: 'PRODUCT', dataType: 'string' },
        { name: 'Search domain', value: 'acme.com', dataType: 'string' },
        { name: 'Search object', value: 'p-1', dataType: 'string' },
        { name: 'Watched (seconds)', value: 90, dataType: 'number' },
        { name: 'Views', value: 2, dataType: 'number' },
        { name: 'Odd', value: 'many', dataType: 'string' },
        { name: 'Link', value: 'https://www.acme.com/a', dataType: 'url' },
        { name: 'Mail', value: 'mailto:a@b.example', dataType: 'string' },
        { name: 'Ended', value: 'true', dataType: 'string' },
        { name: 'Identity', value: 'verified', dataType: 'string' },
      ],
      eventProperties: [
        { name: 'Identity', value: 'self-reported', dataType: 'string' },
        { name: 'Percent', value: 75, dataType: 'number' },
        { name: 'Step', value: 'Pay', dataType: 'string' },
        { name: 'Available steps', value: 'Cart, Pay', dataType: 'string' },
        { name: 'Device', value: 'PC', dataType: 'string' },
        { name: 'Country', value: 'US', dataType: 'string' },
        { name: 'Region', value: 'US-CA', dataType: 'string' },
        { name: 'City', value: 'Oakland', dataType: 'string' },
        { name: 'Company', value: 'Acme', dataType: 'string' },
      ],
    })
  })

  it('says of whom nobody knows who they are nothing, and nothing that is not known', () => {
    const place = { country: 'US', city: 'Oakland' }
    const content = { reportAs: 'content-viewed', place } as const
    const setting = { ...SETTING, companyName: undefined }
    expect(toCall(ofContent(content, { who: TRACKED }), setting).body).toEqual({
      reportingSystem: 'Tamtam',
      eventTimestamp: '2026-11-17T12:00:00.000Z',
      eventId: 'e-1',
      ...PIECE,
      contentTitle: 'Pricing',
      viewActionTitle: 'page viewed',
      trackingId: 't-1',
    })
  })

  it('has the range of a number that is not a whole percentage', () => {
    const numeric = { value: 9, rangeFrom: 0, rangeTo: 10, numericType: 'NPS' } as const
    expect(toCall(ofContent({ reportAs: 'custom-action', numeric }), SETTING).body).toMatchObject({
      actionName: 'page viewed',
      actor: { email: 'ada@example.org' },
      eventProperties: [
        { name: 'NPS', value: 9, dataType: 'number' },
        { name: 'Range', value: '0 to 10', dataType: 'string' },
      ],
    })
  })
})

describe('the label of whom nobody has proven', () => {
  it.each(['digital-interaction', 'content-viewed', 'custom-action'] as const)(
    'reaches sellers by %s',
    (reportAs) => {
      const bodyOf = (claim: Given) =>
        JSON.stringify(toCall(ofContent({ reportAs }, claim), SETTING))
      expect(bodyOf({ assurance: 'claimed' })).toMatch(/"Identity","value":"self-reported"/)
      expect(bodyOf({ assurance: 'inferred' })).toMatch(/"Identity","value":"company network"/)
      expect(bodyOf({ assurance: 'verified' })).not.toContain('Identity')
    },
  )
})

describe('content shared', () => {
  const share: SharedContent = {
    shareId: 's-1',
    sharer: { email: 'sam@acme.com', name: 'Sam' },
    recipients: [
      {
        person: { email: 'ada@acme.example', crm: byCrm, company: { crm: [account] } },
        title: 'CTO',
      },
      { person: { email: 'bob@acme.example', phoneNumber: '1', company: { crm: [account] } } },
    ],
    subject: 'Our offer',
    body: '<p>Here it is.</p>',
  }
  const claim = ofContent({ eventType: 'content shared', share }, { assurance: 'verified' })

  it('tells who sent what to whom', () => {
    const call = toCall(claim, SETTING)
    expect(faultsOf(call, SETTING)).toEqual([])
    expect(call).toEqual({
      name: 'content-shared',
      body: {
        reportingSystem: 'Acme',
        eventTimestamp: '2026-11-17T12:00:00.000Z',
        eventId: 'e-1',
        ...PIECE,
        contentTitle: 'Pricing',
        actionName: 'content shared',
        shareId: 's-1',
        sharingMessageSubject: 'Our offer',
        sharingMessageBody: '<p>Here it is.</p>',
        sharer: { email: 'sam@acme.com', name: 'Sam' },
        recipients: [
          {
            email: 'ada@acme.example',
            title: 'CTO',
            context: [
              { system: 'Salesforce', objects: [{ objectType: 'Contact', objectId: '003' }] },
            ],
          },
          { email: 'bob@acme.example' },
        ],
        crmContext: [
          { system: 'MicrosoftDynamic', objects: [{ objectType: 'Account', objectId: '001' }] },
        ],
      },
    })
  })

  it('is not made any more once the site has switched its calls off', () => {
    const setting = { ...SETTING, engagementCalls: false }
    const call = toCall(claim, setting)
    expect(call.name).toBe('content-shared')
    expect(faultsOf(call, setting)).toEqual([expect.stringContaining('engagementCalls')])
  })
})
