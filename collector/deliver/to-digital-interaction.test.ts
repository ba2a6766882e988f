import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, EVENT_TYPES, NOON_MS, onPage, SESSION } from '../../wire/test-data.js'
import { digitalInteraction as sandboxContract } from '../../demo-site/gong-sandbox/contract/digital-interaction.js'
import { compose } from '../enrich/compose.js'
import { createContents } from '../enrich/contents.js'
import { foldKeyOf } from '../enrich/fold-key.js'
import { digitalInteraction } from '../gong/digital-interaction.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import type { Claim } from '../store/outbox.js'
import { ADA, aSealedContent } from '../store/test-outbox.js'
import type { Assurance, Who } from '../store/who.js'
import { aClaim, anyContent, anyWho } from './test-claims.js'
import { toDigitalInteraction } from './to-digital-interaction.js'

const SETTING = { companyName: 'Acme', identity: 'labelled' as const }
const TRACKED: Who = { kind: 'tracked', trackingId: 't-1' }

function contentOf(event: WireEvent) {
  const site = aSite()
  const ofPage = createContents({ sites: siteMap(site), content: [] })
  const key = foldKeyOf(event, ofPage(site.siteId, event.page))
  if (key.kind === 'none') return null
  const stored = {
    seq: 1,
    siteId: 'acme-www',
    anonymousId: 'a',
    sessionId: SESSION,
    occurredAtMs: NOON_MS,
    receivedAtMs: NOON_MS,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    context: {},
    event,
  }
  return compose(key.interaction, [stored], { site, contentOf: ofPage })
}

describe("Gong's contract", () => {
  const told = EVENT_TYPES.filter((type) => type !== 'identify' && type !== 'reset')

  it.each(told)('takes what becomes of a %s, for either kind of person', (type) => {
    for (const event of [anEvent(type), anEvent(type, onPage('https://elsewhere.example/', ''))]) {
      const content = contentOf(event)
      for (const who of [ADA, TRACKED]) {
        const request = toDigitalInteraction(aClaim({ who, ...(content && { content }) }), SETTING)
        expect(digitalInteraction.safeParse(request).error?.issues).toBeUndefined()
        expect('person' in request && 'trackingId' in request).toBe(false)
        expect(request.content.contentTitle.trim()).not.toBe('')
      }
    }
  })

  it('never takes a person together with a trackingId', () => {
    const request = { ...toDigitalInteraction(aClaim(), SETTING), trackingId: 't-1' }
    expect(digitalInteraction.safeParse(request).success).toBe(false)
  })

  it.each([{}, { personId: 'u' }, { personId: 'u', company: { name: 'Acme' } }])(
    'takes nobody whom Gong could not match: %o',
    (person) => {
      const request = toDigitalInteraction(aClaim({ who: { kind: 'person', person } }), SETTING)
      expect(digitalInteraction.safeParse(request).success).toBe(false)
    },
  )

  it.each([
    ['an empty title', { title: '' }],
    ['half a number', { numeric: { value: 50.5, rangeFrom: 0, rangeTo: 1 } }],
    ['a number past int32', { numeric: { value: 2 ** 31, rangeFrom: 0, rangeTo: 1 } }],
    ['no steps', { step: { value: 'a', availableSteps: [] } }],
  ])('does not take %s', (_, changes) => {
    // Such content is never sealed; the contract is the last guard.
    const content = aSealedContent(changes as Partial<Claim['content']>)
    const request = toDigitalInteraction(aClaim({ content }), SETTING)
    expect(digitalInteraction.safeParse(request).success).toBe(false)
  })
})

describe('the call', () => {
  it('says when it happened, and leaves out what is unknown', () => {
    const setting = { ...SETTING, companyName: undefined }
    expect(toDigitalInteraction(aClaim(), setting)).toEqual({
      eventId: 'e-1',
      timestamp: '2026-11-17T12:00:00.000Z',
      eventType: 'page viewed',
      sessionId: SESSION,
      content: { contentTitle: 'Pricing' },
      person: { email: 'ada@example.org' },
    })
  })

  it("puts everything in Gong's place for it", () => {
    const content = aSealedContent({
      device: 'PC',
      contentId: 'www.acme.com/tour',
      contentUrl: 'https://www.acme.com/tour',
      numeric: { value: 75, rangeFrom: 0, rangeTo: 100, numericType: 'PERCENTAGE' },
      customFields: [{ name: 'Watched', value: '90', dataType: 'DURATION' }],
    })
    expect(toDigitalInteraction(aClaim({ content, who: TRACKED }), SETTING)).toMatchObject({
      sourceSystemName: 'Acme',
      device: 'PC',
      content: {
        contentId: 'www.acme.com/tour',
        contentUrl: 'https://www.acme.com/tour',
        numericContentDetails: content.numeric,
        contentCustomFields: content.customFields,
      },
      trackingId: 't-1',
    })
  })

  it.each([
    ['labelled', 'claimed', 'self-reported'],
    ['open', 'claimed', null],
    ['strict', 'claimed', 'self-reported'],
    ['labelled', 'corroborated', null],
    ['labelled', 'verified', null],
    ['labelled', 'inferred', 'company network'],
    ['open', 'inferred', 'company network'],
  ] as const)('under %s a %s person is labelled: %s', (identity, assurance, value) => {
    const { customFields } = toDigitalInteraction(aClaim({ assurance }), { ...SETTING, identity })
    const label = { name: 'Identity', value, dataType: 'STRING' }
    expect(customFields).toEqual(value === null ? undefined : [label])
  })

  it('says what a content rule has labelled', () => {
    const labels = ['pricing', 'plans']
    const told = (content: Partial<Claim['content']>) =>
      toDigitalInteraction(aClaim({ content: aSealedContent(content) }), SETTING)
    expect(told({ labels }).content.contentLabel).toEqual(labels)
    expect(told({ labels: [] }).content).not.toHaveProperty('contentLabel')
  })

  it('says where a person was, and of whom nobody knows who they are nothing', () => {
    const content = aSealedContent({ place: { country: 'US', region: 'US-CA', city: 'Oakland' } })
    expect(toDigitalInteraction(aClaim({ content }), SETTING)).toMatchObject({
      person: { location: { country: 'US', state: 'US-CA', city: 'Oakland' } },
    })
    const tracked = toDigitalInteraction(aClaim({ content, who: TRACKED }), SETTING)
    expect(JSON.stringify(tracked)).not.toMatch(/US|Oakland/)
  })

  it("names the CRM's objects as Gong does", () => {
    const contact = { objectType: 'CONTACT', objectId: '003', systemName: 'Salesforce' } as const
    const account = { objectType: 'ACCOUNT', objectId: '001' } as const
    const company = { companyId: 'c-1', name: 'Acme', domain: 'acme.com' }
    const person = { email: 'ada@acme.com', crm: contact, company: { ...company, crm: [account] } }
    const request = toDigitalInteraction(aClaim({ who: { kind: 'person', person } }), SETTING)
    expect(request).toMatchObject({
      person: {
        email: 'ada@acme.com',
        personBusinessContext: contact,
        company: { ...company, companyBusinessContexts: [account] },
      },
    })
    expect(JSON.stringify(request)).not.toContain('"crm"')
    expect(digitalInteraction.safeParse(request).error?.issues).toBeUndefined()
  })
})

describe('whoever it is and whatever it tells', () => {
  const assurance = fc.constantFrom<Assurance>('verified', 'corroborated', 'claimed', 'inferred')
  const identity = fc.constantFrom('strict' as const, 'labelled' as const, 'open' as const)

  it('it is under a person or a trackingId and never both, and the sandbox takes what the contract does', () => {
    const outcomes = new Set<boolean>()
    fc.assert(
      fc.property(anyWho, anyContent, assurance, identity, (someone, changes, how, policy) => {
        const claim = aClaim({ who: someone, content: aSealedContent(changes), assurance: how })
        const request = toDigitalInteraction(claim, { companyName: 'Acme', identity: policy })
        expect(['person' in request, 'trackingId' in request].filter(Boolean)).toHaveLength(1)
        const both = { person: { email: 'ada@acme.com' }, trackingId: 't-1', ...request }
        expect(digitalInteraction.safeParse(both).success).toBe(false)
        expect(sandboxContract.safeParse(both).success).toBe(false)
        const ours = digitalInteraction.safeParse(request).success
        expect(sandboxContract.safeParse(request).success).toBe(ours)
        outcomes.add(ours)
      }),
    )
    // It would say little if all of them were refused.
    expect(outcomes).toContain(true)
  })
})
