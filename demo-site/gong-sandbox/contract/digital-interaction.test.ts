import { describe, expect, it } from 'vitest'
import { aFullInteraction, aSandbox } from '../sandbox-for-tests.js'

type Change = Record<string, unknown>

const full = aFullInteraction()
const smallest = {
  eventId: '1',
  timestamp: '2026-11-20T11:00:00Z',
  eventType: 'page viewed',
  content: { contentTitle: 'Home' },
  trackingId: 'opaque',
}
const change = (changes: Change) => ({ ...full, ...changes })
const content = (changes: Change) => change({ content: { ...full.content, ...changes } })
const numeric = (changes: Change) =>
  content({ numericContentDetails: { rangeFrom: 0, rangeTo: 10, ...changes } })
const who = (person: Change) => change({ person })
const field = (changes: Change) => change({ customFields: [{ name: 'F', value: '', ...changes }] })

const accepted: [string, unknown][] = [
  ['every field at once', full],
  ['only what is required', smallest],
  ['a trackingId beside a null person', { ...smallest, person: null }],
  ['a person beside a null trackingId', change({ trackingId: null })],
  ['an offset and fractions of a second', change({ timestamp: '2026-11-20T13:00:00.123+05:30' })],
  ['a little ahead of the clock', change({ timestamp: '2026-11-20T12:00:50Z' })],
  ['numeric details without a value', numeric({})],
  ['the largest int32', numeric({ rangeTo: 2_147_483_647, value: 2_147_483_647 })],
  ['steps', content({ stepContentDetails: { value: 'Two', availableSteps: ['One', 'Two'] } })],
  ['a search', content({ searchObjectDetails: aSearch() })],
  ['a person known by phone only', who({ phoneNumber: '+44 20 7946 0000' })],
  ['a person known to the CRM only', who({ personBusinessContext: crm('LEAD') })],
  [
    'an anonymous person of a company',
    who({ personId: 'v1', company: { domain: 'acme.example' } }),
  ],
  [
    'an anonymous person of an account',
    who({ personId: 'v1', company: { companyBusinessContexts: [crm('ACCOUNT')] } }),
  ],
  ['a date as a date field', field({ value: '2026-11-20', dataType: 'DATE' })],
  ['a date-time as a date field', field({ value: '2026-11-20T10:00:00Z', dataType: 'DATE' })],
  ['an address as a URL field', field({ value: 'https://a.example/b', dataType: 'URL' })],
  ['true as a boolean field', field({ value: 'true', dataType: 'BOOLEAN' })],
  ['a negative number field', field({ value: '-1.5', dataType: 'NUMBER' })],
  ['an empty string field', field({})],
]

const refused: [string, unknown, string][] = [
  ['an unknown key', change({ eventTyp: 'x' }), 'eventTyp'],
  ['an unknown key in content', content({ title: 'x' }), 'title'],
  ['no eventId', change({ eventId: undefined }), 'eventId'],
  ['an empty eventType', change({ eventType: ' ' }), 'eventType'],
  ['a time without offset', change({ timestamp: '2026-11-20T10:00:00' }), 'timestamp'],
  ['a time without seconds', change({ timestamp: '2026-11-20T10:00Z' }), 'timestamp'],
  ['a day that does not exist', change({ timestamp: '2026-02-30T10:00:00Z' }), 'timestamp'],
  ['a number for a time', change({ timestamp: 1_795_000_000_000 }), 'timestamp'],
  ['a minute ahead of the clock', change({ timestamp: '2026-11-20T12:02:00Z' }), 'future'],
  ['another device', change({ device: 'TABLET' }), 'device'],
  ['a null device', change({ device: null }), 'device'],
  ['an empty title', content({ contentTitle: '' }), 'content.contentTitle'],
  ['a script for an address', content({ contentUrl: 'javascript:alert(1)' }), 'content.contentUrl'],
  ['a label that is no list', content({ contentLabel: 'video' }), 'content.contentLabel'],
  ['no rangeTo', numeric({ rangeTo: undefined }), 'rangeTo'],
  ['a fraction for a value', numeric({ value: 1.5 }), 'value'],
  ['a value beyond int32', numeric({ rangeTo: 2_147_483_648 }), 'rangeTo'],
  ['a value outside its range', numeric({ value: 11 }), 'value'],
  ['a range upside down', numeric({ rangeFrom: 11 }), 'rangeTo'],
  ['an unknown numericType', numeric({ numericType: 'PERCENT' }), 'numericType'],
  ['steps without a list', content({ stepContentDetails: { value: 'x' } }), 'availableSteps'],
  [
    'a search of an unknown kind',
    content({ searchObjectDetails: aSearch('PERSON') }),
    'objectType',
  ],
  ['person and trackingId at once', change({ trackingId: 'opaque' }), 'trackingId'],
  ['neither person nor trackingId', change({ person: undefined }), 'person'],
  ['an empty person', who({}), 'person.personId'],
  ['an anonymous person without company', who({ personId: 'v1' }), 'person.company.domain'],
  [
    'a company that is a URL',
    who({ name: 'A', company: { domain: 'https://a.example' } }),
    'domain',
  ],
  ['a country with three letters', who({ name: 'A', location: { country: 'GBR' } }), 'country'],
  ['a state without its country', who({ name: 'A', location: { state: 'CA' } }), 'state'],
  ['a deal for a person', who({ personBusinessContext: crm('OPPORTUNITY') }), 'objectType'],
  ['a number for a field', field({ value: 2 }), 'customFields.0.value'],
  ['words as a number field', field({ value: 'two', dataType: 'NUMBER' }), 'number'],
  ['words as a date field', field({ value: 'yesterday', dataType: 'DATE' }), 'date'],
  ['words as a URL field', field({ value: '/tour', dataType: 'URL' }), 'URL'],
  ['words as a boolean field', field({ value: 'yes', dataType: 'BOOLEAN' }), 'true or false'],
  ['a negative duration field', field({ value: '-3', dataType: 'DURATION' }), 'seconds'],
  ['a field of an unknown type', field({ dataType: 'INTEGER' }), 'dataType'],
]

describe('digital-interaction', () => {
  it.each(accepted)('accepts %s', async (_name, body) => {
    const { status, errors } = await aSandbox().callNow(body)
    expect(errors).toEqual([])
    expect(status).toBe(200)
  })

  it.each(refused)('refuses %s', async (_name, body, words) => {
    const { status, errors } = await aSandbox().callNow(body)
    expect(status).toBe(400)
    expect(errors.join()).toContain(words)
  })
})

function crm(objectType: string) {
  return { objectType, objectId: '0031', systemName: 'Salesforce' }
}

function aSearch(objectType = 'PRODUCT') {
  return { name: 'cold chain', objectType, domain: 'reviews.example' }
}
