import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, EVENT_TYPES, NOON_MS, onPage, SESSION } from '../../wire/test-data.js'
import { compose } from '../enrich/compose.js'
import { foldKeyOf } from '../enrich/fold-key.js'
import { digitalInteraction } from '../gong/digital-interaction.js'
import { aSite } from '../lib/test-sites.js'
import type { Claim } from '../store/outbox.js'
import { ADA, aSealedContent } from '../store/test-outbox.js'
import type { Who } from '../store/who.js'
import { toDigitalInteraction, type Setting } from './to-digital-interaction.js'

const SETTING: Setting = { companyName: 'Acme', identity: 'labelled' }
const TRACKED: Who = { kind: 'tracked', trackingId: 't-1' }

function aClaim(changes: Partial<Claim> = {}): Claim {
  return {
    laneKey: 'lane',
    fence: 1,
    interactionId: 1,
    siteId: 'acme-www',
    sessionId: SESSION,
    gongEventId: 'e-1',
    content: aSealedContent(),
    who: ADA,
    assurance: 'corroborated',
    request: null,
    attempts: 0,
    failingSinceMs: null,
    ...changes,
  }
}

function contentOf(event: WireEvent) {
  const key = foldKeyOf(event)
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
  return compose(key.interaction, [stored], aSite())
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
    ['labelled', 'claimed', true],
    ['open', 'claimed', false],
    ['strict', 'claimed', true],
    ['labelled', 'corroborated', false],
    ['labelled', 'verified', false],
  ] as const)('under %s a %s person is labelled: %s', (identity, assurance, isLabelled) => {
    const { customFields } = toDigitalInteraction(aClaim({ assurance }), { ...SETTING, identity })
    const label = { name: 'Identity', value: 'self-reported', dataType: 'STRING' }
    expect(customFields).toEqual(isLabelled ? [label] : undefined)
  })
})
