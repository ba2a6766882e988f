import { aliasAt } from '../enrich/alias-at.js'
import { DEFAULT_CONFIG_FILE } from '../lib/config-file.js'
import type { IdentityRecord } from '../store/explain-identity.js'
import { isToldSession, type SessionFact } from '../store/identities.js'
import type { Alias } from '../store/who.js'
import type { ExplainSetting } from './explain.js'
import { explainLinks, namesHere } from './explain-links.js'
import type { AliasSource, AliasStory, IdentityStory, RefusedStory } from './explanation.js'
import { reasonOf } from './reason.js'

type Setting = Pick<ExplainSetting, 'maxLinkBrowsers'>

/** Who a visitor was at a moment, by the rule that the stages use, and who says so. */
export function explainIdentity(
  identity: IdentityRecord,
  atMs: number,
  { maxLinkBrowsers = DEFAULT_CONFIG_FILE.links.maxBrowsers }: Setting,
): IdentityStory {
  const best = aliasAt(identity.aliases, atMs)
  const others = identity.aliases.filter(
    (alias) => alias !== best && aliasAt([alias], atMs) !== null,
  )
  const story = (alias: Alias): AliasStory => {
    const { whoKey, who, assurance, sinceMs, untilMs } = alias
    const because = sourcesOf(alias, identity, maxLinkBrowsers)
    return { whoKey, who, assurance, sinceMs, untilMs, because }
  }
  return {
    alias: best && story(best),
    others: others.map(story),
    refused: identity.facts.flatMap((each) => refusedStory(each, identity.aliases)),
    links: explainLinks(identity, maxLinkBrowsers),
  }
}

/** What a refusal came to, read off the aliases that there are. */
function refusedStory(
  { sessionId, fact, firstMs, lastMs }: SessionFact,
  aliases: readonly Alias[],
): RefusedStory[] {
  if (fact.kind !== 'refused') return []
  const cuts = [...new Set([firstMs, lastMs])].flatMap((atMs) => {
    const whoKeys = aliases.flatMap((each) => (each.untilMs === atMs ? each.whoKey : []))
    if (whoKeys.length === 0) return []
    const next = aliases.map(({ sinceMs }) => sinceMs).filter((sinceMs) => sinceMs > atMs)
    return { atMs, whoKeys, untilMs: next.length > 0 ? Math.min(...next) : null }
  })
  return [{ sessionId, reason: reasonOf(fact.reason), firstMs, cuts }]
}

function sourcesOf(
  { whoKey }: Alias,
  { facts, told, links }: IdentityRecord,
  maxLinkBrowsers: number,
): AliasSource[] {
  const said = facts.flatMap(({ sessionId, fact, firstMs, lastMs }): AliasSource[] => {
    if (fact.kind !== 'who' || fact.whoKey !== whoKey) return []
    return isToldSession(sessionId)
      ? [{ kind: 'server', by: 'visitor', toldAtMs: firstMs }]
      : [{ kind: 'session', sessionId, firstMs, lastMs }]
  })
  return [
    ...said,
    ...links
      .filter((link) => link.personKey === whoKey && namesHere(link, maxLinkBrowsers))
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
