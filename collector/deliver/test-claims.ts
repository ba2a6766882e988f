import fc from 'fast-check'
import { SESSION, VISITOR } from '../../wire/test-data.js'
import type { Claim } from '../store/outbox.js'
import { ADA, aSealedContent } from '../store/test-outbox.js'
import type { Person, Who } from '../store/who.js'

export function aClaim(changes: Partial<Claim> = {}): Claim {
  return {
    laneKey: 'lane',
    fence: 1,
    interactionId: 1,
    siteId: 'acme-www',
    anonymousId: VISITOR,
    sessionId: SESSION,
    gongEventId: 'e-1',
    priority: 'normal',
    content: aSealedContent(),
    who: ADA,
    assurance: 'corroborated',
    request: null,
    call: 'digital-interaction',
    attempts: 0,
    failingSinceMs: null,
    ...changes,
  }
}

/** Says something. */
export const anyText = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => text.trim() !== '')

export const anyOf = <T extends object>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(record, { requiredKeys: [] })

const crm = <const T extends string>(...types: T[]) =>
  fc.record(
    {
      objectType: fc.constantFrom(...types),
      objectId: anyText,
      systemName: fc.oneof(anyText, fc.constantFrom('Salesforce', 'HUBSPOT', 'constructor')),
    },
    { requiredKeys: ['objectType', 'objectId'] },
  )

/** Anybody, also of whom Gong could make nothing. */
export const anyPerson = anyOf<Required<Person>>({
  email: fc.emailAddress(),
  name: anyText,
  phoneNumber: anyText,
  personId: anyText,
  crm: crm('CONTACT', 'LEAD'),
  company: anyOf<Required<NonNullable<Person['company']>>>({
    companyId: anyText,
    name: anyText,
    domain: fc.constant('acme.com'),
    crm: fc.array(crm('ACCOUNT', 'OPPORTUNITY'), { maxLength: 2 }),
  }),
}) as fc.Arbitrary<Person>

export const anyWho = fc.oneof(
  anyPerson.map((person): Who => ({ kind: 'person', person })),
  anyText.map((trackingId): Who => ({ kind: 'tracked', trackingId })),
)

const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const seconds = fc.nat()
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })

/** What may be sealed, but for shares. */
export const anyContent = anyOf<Partial<Claim['content']>>({
  title: anyText,
  eventType: anyText,
  contentId: anyText,
  contentUrl: fc.webUrl(),
  device: fc.constantFrom('MOBILE', 'PC'),
  labels: fc.array(anyText, { maxLength: 3 }),
  reportAs: fc.constantFrom('digital-interaction', 'content-viewed', 'custom-action'),
  place: fc.constantFrom({ country: 'DE' }, { country: 'US', region: 'US-CA', city: 'Oakland' }),
  networkDomain: fc.constant('acme.com'),
  numeric: int32.map((value) => ({
    value,
    rangeFrom: value,
    rangeTo: value,
    numericType: 'OTHER' as const,
  })),
  step: fc
    .array(anyText, { minLength: 1, maxLength: 3 })
    .map((steps) => ({ value: steps[0] ?? '', availableSteps: steps })),
  search: fc.record(
    {
      name: anyText,
      objectType: fc.constantFrom('VENDOR', 'PRODUCT', 'CATEGORY'),
      domain: fc.constant('acme.com'),
      objectId: anyText,
      url: fc.webUrl(),
    },
    { requiredKeys: ['name', 'objectType', 'domain'] },
  ),
  customFields: fc.array(
    fc.oneof(
      fc.record({ name: anyText, value: fc.string(), dataType: fc.constant('STRING') }),
      fc.record({ name: anyText, value: number.map(String), dataType: fc.constant('NUMBER') }),
      fc.record({ name: anyText, value: seconds.map(String), dataType: fc.constant('DURATION') }),
      fc.record({ name: anyText, value: fc.webUrl(), dataType: fc.constant('URL') }),
    ),
    { maxLength: 4 },
  ),
})
