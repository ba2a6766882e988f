import { companyDomain, isWithin, mailHost } from '../lib/company-domain.js'
import type { SessionFact } from '../store/identities.js'
import type { Alias, Person } from '../store/who.js'

interface Browser {
  /** All of the visitor's. */
  aliases: readonly Alias[]
  /** The resets and the tokens that do not hold; what else was said shows in the aliases. */
  facts: readonly SessionFact[]
  atMs: number
}

/**
 * Whether one of the company's own people has been named in this browser, for certain or not, before or after the
 * moment, with no reset in between: a reset is the only thing that shows somebody else to be there.
 *
 * Not seen is whom a link names while another is there for certain, since that changes no alias, and of several who are
 * named within one millisecond all but one.
 */
export function isOwnStretch(
  { aliases, facts, atMs }: Browser,
  ownDomains: readonly string[],
): boolean {
  const resets = facts.filter(({ fact }) => fact.kind === 'reset').flatMap(timesOf)
  const sinceMs = Math.max(-Infinity, ...resets.filter((at) => at <= atMs))
  const untilMs = Math.min(Infinity, ...resets.filter((at) => at > atMs))
  const present = aliases.filter((alias) => {
    return alias.sinceMs < untilMs && (alias.untilMs ?? Infinity) > sinceMs
  })
  const said = facts.filter((each) => timesOf(each).some((at) => sinceMs <= at && at < untilMs))
  return (
    present.some(({ who }) => who.kind === 'person' && isOwn(who.person, ownDomains)) ||
    said.some((each) => namesOwn(each, ownDomains))
  )
}

function isOwn({ email = '', company }: Person, ownDomains: readonly string[]): boolean {
  const named = company?.domain?.toLowerCase() ?? ''
  const hosts = [mailHost(email), named, companyDomain(named)]
  return hosts.some((host) => host !== null && isWithin(host, ownDomains))
}

/** Of somebody by a token that does not hold only their key is known. */
function namesOwn({ fact }: SessionFact, ownDomains: readonly string[]): boolean {
  if (fact.kind !== 'refused' || !fact.whoKey?.startsWith('email:')) return false
  return isOwn({ email: fact.whoKey.slice('email:'.length) }, ownDomains)
}

function timesOf({ firstMs, lastMs }: SessionFact): number[] {
  return [firstMs, lastMs]
}
