import type { Config } from '../config.js'
import type { ContentRule } from '../lib/config-content.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import type { RuleHits } from '../store/rule-hits.js'
import { findShadow } from './find-shadow.js'

/** What rules have decided. Hits are of the newest interactions, by `match`. */
export interface RulesRead {
  rules: RuleSummary[]
  /** Of interactions for which no rule fitted. */
  none: Hits
  /** Of rules that are in the configuration no more. */
  former: ({ match: string } & Hits)[]
}

/** A content rule as it is configured, with what is to be known of it. */
export interface RuleSummary extends ContentRule {
  /** From 1, in the order in which they are asked. */
  number: number
  /** The number of an earlier rule that takes all that it would fit; null for none. */
  shadowedBy: number | null
  /** Null where they cannot be told: nothing of its pages becomes an interaction. */
  hits: Hits | null
  /** Another rule has the same `match`, and their hits are counted together. */
  sharesHits: boolean
}

export interface Hits {
  interactions: number
  /** When the last of them happened, in milliseconds since the epoch; null for none. */
  lastAtMs: number | null
  /** Of the newest of them. */
  title: string | null
}

export async function readRules(
  verbs: Pick<ReadVerbs, 'countRuleHits'>,
  { sites, content }: Pick<Config, 'sites' | 'content'>,
): Promise<RulesRead> {
  const origins = [...new Set(sites.flatMap((site) => site.origins))]
  const counted = await verbs.countRuleHits()
  const matches = content.map(({ match }) => match)
  return {
    rules: content.map((rule, at) => ({
      number: at + 1,
      ...rule,
      shadowedBy: findShadow(content, { at, origins }),
      hits: rule.send ? hitsOf(counted, rule.match) : null,
      sharesHits: matches.filter((match) => match === rule.match).length > 1,
    })),
    none: hitsOf(counted, null),
    former: counted.flatMap(({ rule, ...hits }) =>
      rule === null || matches.includes(rule) ? [] : [{ match: rule, ...hits }],
    ),
  }
}

function hitsOf(counted: readonly RuleHits[], match: string | null): Hits {
  const own = counted.find(({ rule }) => rule === match)
  if (!own) return { interactions: 0, lastAtMs: null, title: null }
  const { interactions, lastAtMs, title } = own
  return { interactions, lastAtMs, title }
}
