import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { SessionFact } from '../store/identities.js'
import type { Link } from '../store/links.js'
import { aLink, TOKEN_HASH, toldOf } from '../store/test-links.js'
import type { IdentityFact } from '../store/who.js'
import { resolveFacts, type Knowledge } from './resolve-facts.js'
import { linked, refused, RESET, said, told, tracked } from './test-words.js'

const DAY_MS = 24 * 60 * 60 * 1000
const LINK: IdentityFact = { kind: 'link', tokenHash: TOKEN_HASH }
const TRACKED: IdentityFact = {
  kind: 'who',
  whoKey: 'tracking:t',
  who: { kind: 'tracked', trackingId: 't' },
  assurance: 'corroborated',
}
const ADA = linked('ada@example.org')

const knowing = (link: Partial<Link> | null, changes: Partial<Knowledge> = {}): Knowledge => ({
  people: new Map(),
  links: new Map(link ? [[TOKEN_HASH, aLink(link)]] : []),
  naming: new Set([TOKEN_HASH]),
  ...changes,
})

const once = (fact: IdentityFact, atMs = NOON_MS): SessionFact[] => [
  { sessionId: 's', fact, firstMs: atMs, lastMs: atMs },
]
const wordsOf = (facts: SessionFact[], knowledge: Knowledge) =>
  resolveFacts(facts, knowledge).map(({ word }) => word)

it('a fact tells at its first and its last time', () => {
  const facts = [{ sessionId: 's', fact: RESET, firstMs: 1, lastMs: 5 }]
  const times = resolveFacts(facts, knowing(null)).map(({ occurredAtMs }) => occurredAtMs)
  expect(times).toEqual([1, 5])
  expect(resolveFacts(once(RESET), knowing(null))).toHaveLength(1)
})

it('a trackingId is whom the site told of, though not for certain, and else whoever Gong knows by it', () => {
  const people = new Map([['tracking:t', toldOf('tracking:t')]])
  const facts = once(TRACKED)
  expect(wordsOf(facts, knowing(null, { people }))).toEqual([told('ada@example.org', 't')])
  expect(wordsOf(facts, knowing(null))).toEqual([tracked('t')])
})

it('a link is whom it was made for, or whom the site told of later', () => {
  expect(wordsOf(once(LINK), knowing({}))).toEqual([ADA])
  const bob = toldOf(`link:${TOKEN_HASH}`, { person: { email: 'bob@example.org' } })
  const people = new Map([[bob.whoKey, bob]])
  expect(wordsOf(once(LINK), knowing({}, { people }))).toEqual([linked('bob@example.org')])
})

it.each<[string, Partial<Link> | null, number, boolean]>([
  ['until it ends', {}, NOON_MS + DAY_MS - 1, true],
  ['not from then on', {}, NOON_MS + DAY_MS, false],
  ['not before it was made', {}, NOON_MS - DAY_MS - 61_000, false],
  ['but as clocks differ', {}, NOON_MS - DAY_MS - 59_000, true],
  ['until it is taken back', { revokedAtMs: NOON_MS }, NOON_MS - 1, true],
  ['not from then on either', { revokedAtMs: NOON_MS }, NOON_MS, false],
  ['not when the site has none such', null, NOON_MS, false],
])('a link names somebody: %s', (_, link, atMs, names) => {
  expect(wordsOf(once(LINK, atMs), knowing(link))).toEqual(names ? [ADA] : [])
})

it('a link names nobody in more browsers than a person has', () => {
  expect(wordsOf(once(LINK), knowing({}, { naming: new Set() }))).toEqual([])
})

it('all else tells what it says', () => {
  const facts = [said('ada'), refused('ada'), RESET].flatMap((word) => once(word))
  expect(wordsOf(facts, knowing({}))).toEqual(facts.map(({ fact }) => fact))
})
