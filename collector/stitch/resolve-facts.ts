import type { SessionFact } from '../store/identities.js'
import type { KnownPerson } from '../store/known-people.js'
import type { Link } from '../store/links.js'
import type { IdentityFact } from '../store/who.js'
import type { DatedWord, Word } from './derive-aliases.js'

/** What is known beyond the visitor's own words. */
export interface Knowledge {
  /** Whom the site's server has told us of, by `tracking:…` and `link:…`. */
  people: ReadonlyMap<string, KnownPerson>
  /** By the hash of their token; of the visitor's site only. */
  links: ReadonlyMap<string, Link>
  /** The links, by hash, that name whoever comes in this browser: it is among the first that did. */
  naming: ReadonlySet<string>
}

/** Of the store, by which a link is made, and of the collector that hears who comes by it. */
const CLOCKS_DIFFER_MS = 60_000

/**
 * Facts as they tell at this time of asking. A trackingId or link of which the site's server has told us names that
 * person; another link names whom it was made for. Neither does so for certain, whoever said whose it is: anybody may
 * carry it on. A link names nobody before it was made and once it has ended or was taken back, by the true time of the
 * event, nor in more browsers than a person has.
 */
export function resolveFacts(facts: readonly SessionFact[], knowledge: Knowledge): DatedWord[] {
  return facts.flatMap(({ fact, firstMs, lastMs }) =>
    [...new Set([firstMs, lastMs])].flatMap((occurredAtMs) => {
      const word = wordOf(fact, occurredAtMs, knowledge)
      return word ? [{ occurredAtMs, word }] : []
    }),
  )
}

function wordOf(fact: IdentityFact, atMs: number, { people, links, naming }: Knowledge) {
  switch (fact.kind) {
    case 'reset':
    case 'refused':
      return fact
    case 'who': {
      const told = fact.who.kind === 'tracked' ? people.get(fact.whoKey) : undefined
      if (!told || fact.who.kind !== 'tracked') return fact
      return { ...corroborated(told), trackingId: fact.who.trackingId }
    }
    case 'link': {
      const link = links.get(fact.tokenHash)
      if (!link || !naming.has(fact.tokenHash) || !holdsAt(link, atMs)) return null
      const told = people.get(`link:${fact.tokenHash}`)
      return { ...corroborated(told ?? link), byLink: true as const }
    }
  }
}

/** Whether a link names its person at this moment: from when it was made until it ends or is taken back. */
export function holdsAt(link: Link, atMs: number): boolean {
  return atMs >= link.madeAtMs - CLOCKS_DIFFER_MS && atMs < endOf(link)
}

/** From when on a link names nobody. */
export function endOf({ expiresAtMs, revokedAtMs }: Link): number {
  return Math.min(expiresAtMs, revokedAtMs ?? Infinity)
}

function corroborated({ personKey, person }: Pick<KnownPerson, 'personKey' | 'person'>): Word & {
  kind: 'who'
} {
  const who = { kind: 'person', person } as const
  return { kind: 'who', whoKey: personKey, who, assurance: 'corroborated' }
}
