import type { WireEvent } from '../../wire/event.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import type { TokenVerdict } from '../lib/judge-token.js'
import { normalizePerson } from '../lib/normalize-person.js'
import { isFailedIdentify } from '../store/identities.js'
import { personKey, type IdentityFact, type Person } from '../store/who.js'

/**
 * What an event says of who the visitor is. An `identify` says it by itself: for certain with a token that holds,
 * nobody with one that does not, and as the page's claim without one. Any event says it by the trackingId or link token
 * that it carries. One that failed says that somebody is there, of whom nothing can be read. Empty when it says nothing, or nothing by which Gong could match a person. The ids of a
 * reset and of a page_leave are of whoever leaves: taken for facts of that moment they would name whoever comes next.
 */
export function identityFactsOf(
  event: WireEvent,
  verdict: TokenVerdict | null = null,
): IdentityFact[] {
  if (isFailedIdentify(event)) return [{ kind: 'refused', whoKey: null, reason: event.failedBy }]
  if (event.type === 'reset') return [{ kind: 'reset' }]
  if (event.type === 'page_leave') return []
  const facts: IdentityFact[] = []
  if (event.trackingId !== undefined) {
    facts.push({
      kind: 'who',
      whoKey: `tracking:${event.trackingId}`,
      who: { kind: 'tracked', trackingId: event.trackingId },
      assurance: 'corroborated',
    })
  }
  if (event.linkToken !== undefined) {
    facts.push({ kind: 'link', tokenHash: hashLinkToken(event.linkToken) })
  }
  if (event.type === 'identify') {
    const fact = identifyFact(normalizePerson(event.person), verdict)
    if (fact) facts.push(fact)
  }
  return facts
}

/** A token speaks for itself: what the page adds to it is unproven, and left out. */
function identifyFact(claimed: Person, verdict: TokenVerdict | null): IdentityFact | null {
  if (!verdict) return named(claimed, 'claimed')
  const said = verdict.said && normalizePerson(verdict.said)
  if (verdict.kind === 'passed') return named(said ?? {}, 'verified')
  const whoKey = (said && personKey(said)) ?? personKey(claimed)
  return { kind: 'refused', whoKey, reason: verdict.reason }
}

function named(person: Person, assurance: 'claimed' | 'verified'): IdentityFact | null {
  const whoKey = personKey(person)
  return whoKey ? { kind: 'who', whoKey, who: { kind: 'person', person }, assurance } : null
}
