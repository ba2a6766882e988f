import { describe, expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { aliasAt } from '../enrich/alias-at.js'
import { decideWho } from '../enrich/decide-who.js'
import { endedSession, toldSession, type SessionFact } from '../store/identities.js'
import type { IdentityFact } from '../store/who.js'
import { deriveAliases } from './derive-aliases.js'
import { MAX_FACTS_PER_VISITOR, MAX_FORMER } from './forget-oldest.js'
import { mergeFacts } from './merge-facts.js'
import { resolveFacts } from './resolve-facts.js'
import { refused, RESET, said, tracked } from './test-words.js'

const NOTHING = { people: new Map(), links: new Map(), naming: new Set<string>() }
const ADA = said('ada@example.org', 'verified') as IdentityFact
const BOB = said('bob@example.org') as IdentityFact
const EVA = said('eva@acme.com') as IdentityFact
const MANY = 3 * MAX_FACTS_PER_VISITOR
/** Later than all that the others say. */
const LATE_MS = NOON_MS + 1e9

const saying = (fact: IdentityFact, sessionId: string, firstMs: number, lastMs = firstMs) =>
  ({ sessionId, fact, firstMs, lastMs }) satisfies SessionFact

/** Each a minute after the one before, from a minute after noon on. */
const many = (
  factOf: (index: number) => IdentityFact,
  sessionOf = (index: number) => `s${index}`,
) =>
  Array.from({ length: MANY }, (_, index) =>
    saying(factOf(index), sessionOf(index), NOON_MS + 60_000 * (index + 1)),
  )
const ids = many((index) => tracked(`t${index}`))
const links = many((index) => ({ kind: 'link', tokenHash: `hash ${index}` }))

function heard(list: readonly SessionFact[]): SessionFact[] {
  let facts: SessionFact[] = []
  for (const each of list) {
    ;({ facts } = mergeFacts(facts, [each]))
    expect(facts.length).toBeLessThanOrEqual(MAX_FACTS_PER_VISITOR)
  }
  return facts
}

const aliasesOf = (facts: readonly SessionFact[]) => deriveAliases(resolveFacts(facts, NOTHING))
const whoAt = (facts: readonly SessionFact[], atMs: number) =>
  aliasAt(aliasesOf(facts), atMs)?.whoKey ?? null

function becomes(facts: readonly SessionFact[], atMs: number): string {
  const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
  const known = { visitor, aliases: aliasesOf(facts), facts, atMs, networkDomain: undefined }
  const installationId = '8f1d0c52-6a0e-4f5b-9a57-3d2be1c47f60'
  return decideWho(known, { policy: 'labelled', ownDomains: ['acme.com'], installationId }).kind
}

describe('of more than we keep there goes first', () => {
  it('what says nothing: visits by links that had ended', () => {
    const ended = links.map((each) => ({ ...each, sessionId: endedSession(each.sessionId) }))
    const first = saying(ADA, 's', NOON_MS)
    const facts = heard([first, ...ended])
    expect(facts).toContainEqual(first)
    expect(facts).toContainEqual(ended.at(-1))
    expect(whoAt(facts, NOON_MS - 1)).toBe('email:ada@example.org')
    expect(whoAt(facts, LATE_MS)).toBe('email:ada@example.org')
  })

  it('what the server told between two times at which it told the same', () => {
    const told = many(
      () => ADA,
      (index) => toldSession(NOON_MS + 60_000 * (index + 1)),
    )
    for (const order of [told, told.toReversed()]) {
      const facts = heard(order)
      expect(new Set(facts)).toEqual(new Set([told[0], ...told.slice(1 - MAX_FACTS_PER_VISITOR)]))
      for (const atMs of [NOON_MS - 1, NOON_MS + 90_000, LATE_MS]) {
        expect(whoAt(facts, atMs)).toBe('email:ada@example.org')
      }
    }
  })

  it('nothing that it told next to another’s', () => {
    const turns = many(
      (index) => (index % 2 === 0 ? ADA : BOB),
      (index) => toldSession(NOON_MS + 60_000 * (index + 1)),
    )
    expect(heard(turns)).toEqual(expect.arrayContaining(turns.slice(-90)))
  })
})

describe('as the oldest are forgotten', () => {
  const lastOfMany = NOON_MS + 60_000 * MANY

  it('an own person who was named once goes on being seen', () => {
    for (const others of [ids, links, many((index) => said(`${index}@example.org`))]) {
      const facts = heard([saying(EVA, 's', NOON_MS), ...others])
      expect(becomes(facts, lastOfMany)).toBe('shed')
      expect(becomes(facts, lastOfMany - 60_000)).toBe('shed')
    }
  })

  it('until somebody has logged out', () => {
    const reset = saying(RESET, 's', NOON_MS + 1)
    expect(becomes(heard([saying(EVA, 's', NOON_MS), reset, ...ids]), lastOfMany)).toBe('send')
  })

  it('so does one by a token that does not hold, before as many others as we keep', () => {
    const eva = saying(refused('eva@acme.com'), 's', NOON_MS)
    const facts = heard([eva, ...ids])
    expect(becomes(facts, lastOfMany)).toBe('shed')
    expect(facts.filter(({ fact }) => fact.kind === 'refused')).toHaveLength(1)
    const all = heard(many((index) => refused(`${index}@example.org`)))
    expect(all.filter(({ sessionId }) => sessionId === 'too many')).toHaveLength(1 + MAX_FORMER)
  })

  it('who was there for certain goes on, whatever mails were handed on', () => {
    const facts = heard([saying(ADA, toldSession(NOON_MS), NOON_MS), ...links])
    expect(whoAt(facts, LATE_MS)).toBe('email:ada@example.org')
    const ada = facts.find(({ sessionId }) => sessionId === toldSession(NOON_MS))
    const taken = facts.filter((each) => each !== ada)
    expect(whoAt(taken, LATE_MS)).toBe(null)
  })

  it('who only said so goes on until a link or trackingId may have been another’s', () => {
    const all = many((index) => said('bob@example.org', 'claimed', { name: `${index}` }))
    const again = all.slice(0, 150)
    expect(whoAt(heard(again), NOON_MS + 60_000 * 60)).toBe('email:bob@example.org')
    expect(whoAt(heard([saying(BOB, 's', NOON_MS), ...links]), LATE_MS)).toBe(null)
  })

  it('nobody goes on whom another, a log-out or a refusal has ended', () => {
    const ends = [RESET, refused(null), refused('eve@example.org')].map((word, index) =>
      saying(word as IdentityFact, `end ${index}`, NOON_MS + 1),
    )
    for (const end of ends) {
      expect(whoAt(heard([saying(ADA, 's', NOON_MS), end, ...links]), LATE_MS)).toBe(null)
    }
    const bob = saying(BOB, 'long', NOON_MS + 1, LATE_MS)
    const facts = heard([saying(ADA, 's', NOON_MS), bob, ...links])
    expect(whoAt(facts, lastOfMany)).not.toBe('email:ada@example.org')
    expect(whoAt(facts, LATE_MS)).toBe('email:bob@example.org')
  })

  it('nor where something is said later of the time that is forgotten', () => {
    const facts = heard([saying(ADA, 's', NOON_MS), ...links])
    const late = saying(RESET, 'late', NOON_MS + 1)
    expect(whoAt(facts, LATE_MS)).toBe('email:ada@example.org')
    expect(whoAt(mergeFacts(facts, [late]).facts, LATE_MS)).toBe(null)
  })

  it('limitation: taking back what drove out another does not bring that one back', () => {
    const turns = many(
      () => BOB,
      (index) => toldSession(NOON_MS + 60_000 * (index + 1)),
    )
    const facts = heard([saying(ADA, toldSession(NOON_MS), NOON_MS), ...links, ...turns])
    const taken = facts.filter(
      ({ sessionId }) => !turns.some((each) => each.sessionId === sessionId),
    )
    expect(whoAt(taken, NOON_MS)).toBe(null)
  })
})
