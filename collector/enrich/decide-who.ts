import { v5 as uuidV5 } from 'uuid'
import { companyDomain, isWithin } from '../lib/company-domain.js'
import type { Site } from '../lib/config-file.js'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Visitor } from '../store/events.js'
import type { SessionFact } from '../store/identities.js'
import type { Alias, Assurance, Person, Who } from '../store/who.js'
import { aliasAt } from './alias-at.js'
import { isOwnStretch } from './own-stretch.js'

/** What becomes of a sealed interaction. */
export type Decision =
  | { kind: 'send'; who: Who; assurance: Assurance; laneKey: string }
  | { kind: 'hold'; reason: ErrorCode }
  | { kind: 'shed'; reason: ErrorCode }

interface Known {
  visitor: Visitor
  /** All of the visitor's. */
  aliases: readonly Alias[]
  /** The visitor's resets and the tokens that do not hold, at the least. */
  facts: readonly SessionFact[]
  /** When the interaction began. */
  atMs: number
  /** Of the company whose network it came from. */
  networkDomain: string | undefined
}

interface Rules {
  /** Of the site; strict when it is gone. */
  policy: Site['identity']
  /** Whose people are the installation's own, in lower case. */
  ownDomains: readonly string[]
  installationId: string
}

/**
 * Whom an interaction is sent under.
 *
 * The strongest alias that holds as it begins decides: verified, else corroborated (a person or a trackingId), else
 * claimed; under `strict` a claim holds it instead. Where no alias holds, the company whose network it came from stands
 * in: an anonymous person of that company, the same one for the same visitor. With neither it is held.
 *
 * Before all that: where one of the company's own people has been named in the browser, by whatever word, nothing is
 * told of what happened from the last reset to the next. Who tests a customer's tracking link must not appear on the
 * customer's timeline. What went before they were named is sent already, if somebody was known.
 *
 * A person's company domain is the one that it names, else its mail address's; of both only what names a company, and
 * never an own one. Somebody of whom an id or a name alone is left could be matched with nobody, and is held.
 */
export function decideWho(
  { visitor, aliases, facts, atMs, networkDomain }: Known,
  { policy, ownDomains, installationId }: Rules,
): Decision {
  if (isOwnStretch({ aliases, facts, atMs }, ownDomains)) {
    return { kind: 'shed', reason: 'own_employee' }
  }
  const alias = aliasAt(aliases, atMs)
  if (!alias) {
    const domain = foreignDomain(networkDomain, ownDomains)
    if (domain === null) return { kind: 'hold', reason: 'identity_unknown' }
    return {
      kind: 'send',
      who: { kind: 'person', person: { personId: personIdOf(visitor), company: { domain } } },
      assurance: 'inferred',
      laneKey: `visitor:${visitor.siteId}:${visitor.anonymousId}`,
    }
  }
  const { who, assurance, whoKey: laneKey } = alias
  if (assurance === 'claimed' && policy === 'strict') {
    return { kind: 'hold', reason: 'identity_unproven' }
  }
  if (who.kind === 'tracked') return { kind: 'send', who, assurance, laneKey }
  const person = withCompanyDomain(who.person, ownDomains)
  return isMatchable(person)
    ? { kind: 'send', who: { kind: 'person', person }, assurance, laneKey }
    : { kind: 'hold', reason: 'identity_unmatchable' }

  /** Opaque: nobody at Gong could find the browser by it. */
  function personIdOf({ siteId, anonymousId }: Visitor): string {
    return uuidV5(JSON.stringify(['visitor', siteId, anonymousId]), installationId)
  }
}

function withCompanyDomain(person: Person, ownDomains: readonly string[]): Person {
  const { company, ...rest } = person
  const { domain: named, ...other } = company ?? {}
  const domain = foreignDomain(named, ownDomains) ?? foreignDomain(rest.email, ownDomains)
  const whole = { ...other, ...(domain !== null && { domain }) }
  return { ...rest, ...(Object.keys(whole).length > 0 && { company: whole }) }
}

function foreignDomain(text: string | undefined, ownDomains: readonly string[]): string | null {
  const domain = companyDomain(text ?? '')
  return domain !== null && isWithin(domain, ownDomains) ? null : domain
}

/**
 * By what Gong matches: an address, a number or the CRM's id, or at least the company of somebody who has a name or an
 * id. Its schema takes a name alone as well, but it would find nobody by that.
 */
function isMatchable({ email, name, phoneNumber, personId, crm, company }: Person): boolean {
  if (email || phoneNumber || crm) return true
  return Boolean((name || personId) && (company?.domain || company?.crm?.length))
}
