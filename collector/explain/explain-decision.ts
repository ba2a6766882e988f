import { decideWho, type Decision } from '../enrich/decide-who.js'
import type { IdentityRecord } from '../store/explain-identity.js'
import type { InteractionRecord } from '../store/records.js'
import type { ExplainSetting } from './explain.js'

/**
 * Whom an interaction that has no person yet would be given, by the rule that the stages use and what is known now. Null
 * of one that has its person, which does not change, and of one that is not sealed or has ended.
 */
export function explainDecision(
  record: InteractionRecord,
  { aliases, facts }: Pick<IdentityRecord, 'aliases' | 'facts'>,
  { sites, installationId }: Omit<ExplainSetting, 'companyName'>,
): Decision | null {
  const { state, who, content } = record
  if (content === null || who !== null || (state !== 'sealed' && state !== 'held')) return null
  const policy = sites.get(record.siteId)?.identity ?? 'strict'
  const ownDomains = [...sites.values()].flatMap((site) => site.ownDomains)
  return decideWho(
    {
      visitor: record,
      aliases,
      facts,
      atMs: record.firstOccurredAtMs,
      networkDomain: content.networkDomain,
    },
    { policy, ownDomains, installationId },
  )
}
