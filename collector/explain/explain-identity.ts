import { aliasAt } from '../enrich/alias-at.js'
import type { IdentityRecord } from '../store/explain-identity.js'
import type { Alias } from '../store/who.js'
import type { AliasSource, AliasStory, IdentityStory } from './explanation.js'
import { reasonOf } from './reason.js'

/** Who a visitor was at a moment, by the rule that the stages use, and who says so. */
export function explainIdentity(identity: IdentityRecord, atMs: number): IdentityStory {
  const best = aliasAt(identity.aliases, atMs)
  const others = identity.aliases.filter(
    (alias) => alias !== best && aliasAt([alias], atMs) !== null,
  )
  return {
    alias: best && aliasStory(best, identity),
    others: others.map((alias) => aliasStory(alias, identity)),
    refused: identity.facts.flatMap(({ sessionId, fact, firstMs }) =>
      fact.kind === 'refused' ? [{ sessionId, reason: reasonOf(fact.reason), firstMs }] : [],
    ),
  }
}

function aliasStory(alias: Alias, identity: IdentityRecord): AliasStory {
  const { whoKey, who, assurance, sinceMs, untilMs } = alias
  return { whoKey, who, assurance, sinceMs, untilMs, because: sourcesOf(alias, identity) }
}

function sourcesOf(
  { whoKey, assurance }: Alias,
  { facts, told, links }: IdentityRecord,
): AliasSource[] {
  const sessions = facts.flatMap(({ sessionId, fact, firstMs, lastMs }) =>
    fact.kind === 'who' && fact.whoKey === whoKey
      ? [{ kind: 'session' as const, sessionId, firstMs, lastMs }]
      : [],
  )
  return [
    ...sessions,
    ...links
      // One that names somebody corroborates it: of a claim it was passed around before, and names nobody.
      .filter(({ personKey }) => personKey === whoKey && assurance !== 'claimed')
      .map(({ url, firstMs, revokedAtMs }) => ({
        kind: 'link' as const,
        url,
        firstMs,
        revokedAtMs,
      })),
    ...told
      .filter(({ personKey }) => personKey === whoKey)
      .map(({ by, toldAtMs }) => ({ kind: 'server' as const, by, toldAtMs })),
  ]
}
