import { describe, expect, it } from 'vitest'
import type { WirePerson } from '../../wire/person.js'
import { anEvent, EVENT_TYPES } from '../../wire/test-data.js'
import { identityFactsOf } from './identity-fact.js'

const claimOf = (person: WirePerson) => identityFactsOf(anEvent('identify', { person }))[0]

describe('identify claims a person', () => {
  it.each([
    [{ email: ' Ada@Example.ORG ' }, 'email:ada@example.org'],
    [{ email: 'ada@example.org', phoneNumber: '1', personId: 'u' }, 'email:ada@example.org'],
    [{ phoneNumber: ' +44 20 ', personId: 'u' }, 'phone:+4420'],
    [{ personId: 'u', company: { domain: 'Example.org' } }, 'id:example.org:u'],
  ])('by what Gong matches first: %o', (person, whoKey) => {
    expect(claimOf(person)).toMatchObject({ kind: 'who', whoKey, assurance: 'claimed' })
  })

  it('under names that are fit for a seller to read', () => {
    const company = { name: 'https://phish.example/login', domain: 'example.org' }
    const person = { email: 'ada@example.org', name: '\u202EAda https://phish.example/', company }
    expect(claimOf(person)).toMatchObject({ who: { person: { name: 'Ada' } } })
    expect(claimOf(person)).not.toHaveProperty('who.person.company.name')
  })

  it.each([
    [{}],
    [{ name: 'Ada Lovelace' }],
    [{ personId: 'u' }],
    [{ personId: 'u', company: { name: 'Example' } }],
    [{ company: { domain: 'example.org' } }],
    [{ personId: 'u', company: { domain: 'no domain' } }],
    [{ personId: 'u', company: { domain: 'https://example.org' } }],
    [{ phoneNumber: '   ' }],
  ])('nobody by what Gong could not match: %o', (person) => {
    expect(claimOf(person)).toBeUndefined()
  })

  it('in one spelling, with empty keys left out', () => {
    const person = {
      email: 'ADA@example.org',
      name: '  Ada ',
      phoneNumber: ' ',
      company: { name: '', domain: 'EXAMPLE.org' },
    }
    expect(claimOf(person)).toMatchObject({
      who: {
        kind: 'person',
        person: { email: 'ada@example.org', name: 'Ada', company: { domain: 'example.org' } },
      },
    })
    expect(claimOf({ email: 'a@b.co', company: {} })).toMatchObject({
      who: { person: { email: 'a@b.co' } },
    })
  })
})

it.each(EVENT_TYPES.filter((type) => type !== 'reset' && type !== 'page_leave'))(
  'the trackingId of a %s says who it is, as it came',
  (type) => {
    const event = { ...anEvent(type), trackingId: ' Opaque==ID ' }
    expect(identityFactsOf(event)).toContainEqual({
      kind: 'who',
      whoKey: 'tracking: Opaque==ID ',
      who: { kind: 'tracked', trackingId: ' Opaque==ID ' },
      assurance: 'corroborated',
    })
  },
)

it('a reset ends whoever it was, and names nobody for what follows', () => {
  expect(identityFactsOf(anEvent('reset'))).toEqual([{ kind: 'reset' }])
  expect(identityFactsOf(anEvent('reset', { trackingId: 'leaving' }))).toEqual([{ kind: 'reset' }])
})

it('a page_leave, which may come after a reset, names nobody', () => {
  const left = anEvent('page_leave', { trackingId: 'leaving', linkToken: 'l'.repeat(22) })
  expect(identityFactsOf(left)).toEqual([])
})

it('other events say nothing', () => {
  for (const type of EVENT_TYPES) {
    if (type === 'identify' || type === 'reset') continue
    expect(identityFactsOf(anEvent(type))).toEqual([])
  }
})
