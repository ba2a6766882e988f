import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyDomain } from '../lib/company-domain.js'
import type { SessionFact } from '../store/identities.js'
import type { Alias, Assurance, IdentityFact, Person, Who } from '../store/who.js'
import { decideWho } from './decide-who.js'

const VISITOR = { siteId: 'acme-www', anonymousId: 'a'.repeat(32) }
const OWN = ['own.com', 'own-labs.io']
const INSTALLATION = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'

function alias(assurance: Assurance, who: Who | Person): Alias {
  const whole = 'kind' in who ? who : { kind: 'person' as const, person: who }
  return { sinceMs: 0, untilMs: null, whoKey: JSON.stringify(whole), who: whole, assurance }
}

const REASON = 'identity_token_expired'

const saidAt = (atMs: number, fact: IdentityFact): SessionFact => {
  return { sessionId: 's', fact, firstMs: atMs, lastMs: atMs }
}

const TRACKED: Who = { kind: 'tracked', trackingId: 't-1' }

function decide(
  aliases: Alias[],
  {
    networkDomain,
    policy = 'labelled',
    facts = [],
  }: {
    networkDomain?: string
    policy?: 'strict' | 'labelled' | 'open'
    facts?: SessionFact[]
  } = {},
) {
  const known = { visitor: VISITOR, aliases, facts, atMs: 10, networkDomain }
  return decideWho(known, { policy, ownDomains: OWN, installationId: INSTALLATION })
}

/** Whom it is sent under, if it is. */
const whoOf = (...given: Parameters<typeof decide>) => {
  const decision = decide(...given)
  return decision.kind === 'send' ? decision.who : decision
}

const personOf = (person: Person, assurance: Assurance = 'verified') => {
  const who = whoOf([alias(assurance, person)])
  return 'person' in who ? who.person : who
}

describe('of those who are known at the time', () => {
  const ada = { email: 'ada@gmail.com' }
  const order: Alias[] = [
    alias('verified', ada),
    alias('corroborated', TRACKED),
    alias('claimed', { email: 'eve@gmail.com' }),
  ]

  it.each([0, 1, 2])('the strongest is sent: %i', (from) => {
    const aliases = order.slice(from).reverse()
    expect(decide(aliases, { networkDomain: 'acme.com' })).toMatchObject({
      kind: 'send',
      who: order[from]?.who,
      assurance: order[from]?.assurance,
      laneKey: order[from]?.whoKey,
    })
  })

  it('one who is known at other times only is not', () => {
    const before = { ...alias('verified', ada), untilMs: 10 }
    const after = { ...alias('verified', ada), sinceMs: 11 }
    expect(decide([before, after])).toEqual({ kind: 'hold', reason: 'identity_unknown' })
  })

  it('a claim is held under a strict policy, and no network stands in for it', () => {
    const strict = { policy: 'strict', networkDomain: 'acme.com' } as const
    const held = { kind: 'hold', reason: 'identity_unproven' }
    expect(decide(order.slice(2), strict)).toEqual(held)
    expect(decide(order.slice(1), strict)).toMatchObject({ who: TRACKED })
  })
})

describe('where nobody is known', () => {
  it('the company of the network stands in, under every policy', () => {
    for (const policy of ['strict', 'labelled', 'open'] as const) {
      expect(decide([], { policy, networkDomain: 'acme.com' })).toEqual({
        kind: 'send',
        who: {
          kind: 'person',
          person: {
            personId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
            company: { domain: 'acme.com' },
          },
        },
        assurance: 'inferred',
        laneKey: `visitor:acme-www:${VISITOR.anonymousId}`,
      })
    }
  })

  it('the same visitor is always the same person, and its own id is not told', () => {
    const first = JSON.stringify(decide([], { networkDomain: 'acme.com' }))
    expect(JSON.stringify(decide([], { networkDomain: 'acme.com' }))).toBe(first)
    expect(JSON.stringify(whoOf([], { networkDomain: 'acme.com' }))).not.toContain(
      VISITOR.anonymousId,
    )
  })

  it.each([undefined, 'own.com', 'gmail.com', 'localhost'])(
    'it is held on a network of %s',
    (networkDomain) => {
      const decision = decide([], networkDomain === undefined ? {} : { networkDomain })
      expect(decision).toEqual({ kind: 'hold', reason: 'identity_unknown' })
    },
  )
})

describe("the company's own people", () => {
  const shed = { kind: 'shed', reason: 'own_employee' }

  it.each([
    { email: 'eve@own.com' },
    { email: 'eve@mail.OWN.com' },
    { email: 'eve@own-labs.io' },
    { email: 'eve@gmail.com', company: { domain: 'own.com' } },
    { phoneNumber: '+1', company: { domain: 'EU.own.com' } },
    { phoneNumber: '+1', company: { domain: 'https://www.own.com/' } },
  ])('are never sent: %o', (person) => {
    for (const assurance of ['verified', 'corroborated', 'claimed'] as const) {
      expect(decide([alias(assurance, person)])).toEqual(shed)
      expect(decide([alias(assurance, person)], { policy: 'strict' })).toEqual(shed)
    }
  })

  it("are not told of on somebody else's timeline either", () => {
    const employee = alias('claimed', { email: 'eve@own.com' })
    const tracked = alias('corroborated', TRACKED)
    expect(decide([employee, tracked])).toEqual(shed)
    // Who has been there, or comes later, without a reset in between.
    expect(decide([{ ...employee, untilMs: 10 }, tracked])).toEqual(shed)
    expect(decide([{ ...employee, sinceMs: 11 }, tracked])).toEqual(shed)
    // Whom the page has only said by a token that does not hold.
    const refused = saidAt(3, { kind: 'refused', whoKey: 'email:eve@own.com', reason: REASON })
    expect(decide([tracked], { facts: [refused] })).toEqual(shed)
    const other = saidAt(3, { kind: 'refused', whoKey: 'email:eve@gmail.com', reason: REASON })
    expect(decide([tracked], { facts: [other] })).toMatchObject({ who: TRACKED })
  })

  it('are somebody else before and after a reset', () => {
    const tracked = { ...alias('corroborated', TRACKED), sinceMs: 10, untilMs: 20 }
    const employee = alias('claimed', { email: 'eve@own.com' })
    const [before, after] = [
      { ...employee, untilMs: 10 },
      { ...employee, sinceMs: 20 },
    ]
    const refused = { kind: 'refused', whoKey: 'email:eve@own.com', reason: REASON } as const
    const resets = [saidAt(20, { kind: 'reset' }), saidAt(10, { kind: 'reset' })]
    const facts = [...resets, saidAt(9, refused), saidAt(20, refused)]
    expect(decide([before, tracked, after], { facts })).toMatchObject({ who: TRACKED })
    expect(decide([before, tracked, after], { facts: resets.slice(0, 1) })).toEqual(shed)
    expect(decide([before, tracked, after], { facts: resets.slice(1) })).toEqual(shed)
  })

  it('are not those of a name that merely ends alike', () => {
    expect(personOf({ email: 'ada@notown.com' })).toMatchObject({
      company: { domain: 'notown.com' },
    })
  })
})

describe("a person's company domain", () => {
  it.each<[string, Person, Person['company']]>([
    ["the mail address's", { email: 'ada@mail.acme.co.uk' }, { domain: 'acme.co.uk' }],
    [
      'the one that is named, of its own kind',
      { email: 'ada@acme.com', company: { name: 'Beta', domain: 'WWW.Beta.com' } },
      { name: 'Beta', domain: 'beta.com' },
    ],
    [
      "the mail address's where what is named is no company",
      { email: 'ada@acme.com', company: { domain: 'gmail.com' } },
      { domain: 'acme.com' },
    ],
    ['none of a public mailbox', { email: 'ada@gmail.com' }, undefined],
    [
      'none of a public mailbox, and the name stays',
      { email: 'ada@gmail.com', company: { name: 'Acme', domain: 'hotmail.com' } },
      { name: 'Acme' },
    ],
    ['none where there is nothing', { phoneNumber: '+1' }, undefined],
  ])('is %s', (_, person, company) => {
    expect(personOf(person)).toEqual({ ...person, company })
  })
})

describe('somebody of whom an id or a name is all there is', () => {
  it.each<Person>([
    { personId: 'u-1' },
    { personId: 'u-1', company: { domain: 'gmail.com' } },
    { personId: 'u-1', name: 'Bob', company: { domain: 'gmail.com' } },
    { name: 'Bob' },
    {},
  ])('is held: %o', (person) => {
    expect(personOf(person)).toEqual({ kind: 'hold', reason: 'identity_unmatchable' })
  })

  it.each<Person>([
    { personId: 'u-1', company: { domain: 'acme.com' } },
    { name: 'Bob', company: { domain: 'acme.com' } },
    { personId: 'u-1', company: { crm: [{ objectType: 'ACCOUNT', objectId: '1' }] } },
    { crm: { objectType: 'LEAD', objectId: '1' } },
  ])('is sent with a company or by the CRM: %o', (person) => {
    expect(personOf(person)).toEqual(person)
  })
})

const text = fc.constantFrom(
  'ada@own.com',
  'ada@acme.com',
  'own.com',
  'acme.com',
  'gmail.com',
  'x',
  '',
)
const person = fc.record(
  {
    email: text,
    name: text,
    phoneNumber: text,
    personId: text,
    company: fc.record({ name: text, domain: text }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
const who = fc.oneof(
  person.map((each): Who => ({ kind: 'person', person: each })),
  fc.constant(TRACKED),
)
const aliases = fc.array(
  fc.record({
    sinceMs: fc.nat(20),
    untilMs: fc.option(fc.nat(20)),
    whoKey: fc.constantFrom('a', 'b'),
    who,
    assurance: fc.constantFrom<Assurance>('verified', 'corroborated', 'claimed'),
  }),
  { maxLength: 4 },
)

it('whatever is known, nobody own and no public mailbox is ever told of', () => {
  const policy = fc.constantFrom('strict' as const, 'labelled' as const, 'open' as const)
  fc.assert(
    fc.property(aliases, text, policy, (known, networkDomain, rule) => {
      const decision = decide(known, { networkDomain, policy: rule })
      if (decision.kind !== 'send') return
      if (rule === 'strict') expect(decision.assurance).not.toBe('claimed')
      if (decision.who.kind === 'tracked') return
      const { email = '', company } = decision.who.person
      expect(email).not.toMatch(/@own\.com$/)
      if (company?.domain !== undefined) {
        expect(company.domain).not.toBe('own.com')
        expect(companyDomain(company.domain)).toBe(company.domain)
      }
    }),
  )
})
