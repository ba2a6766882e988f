import type { Kysely } from 'kysely'
import type { SealedContent } from './interaction.js'
import type { Tables } from './tables.js'

/** How often a content rule has decided. */
export interface RuleHits {
  /** The rule's `match`; null where none fitted. */
  rule: string | null
  interactions: number
  /** When the last of them happened. */
  lastAtMs: number
  /** Of the newest of them. */
  title: string
}

/** So many of the newest interactions are read through. */
export const MAX_RULE_READ = 20_000

/** The content of so many is in memory at once. */
const ROWS_AT_ONCE = 1000

export function ruleHitVerbs(db: Kysely<Tables>) {
  /** The next by number downwards, of whatever state. */
  async function readBefore(beforeId: number) {
    return db
      .selectFrom('interactions')
      .select(['interaction_id', 'content', 'first_occurred_at_ms'])
      .where('interaction_id', '<', beforeId)
      .orderBy('interaction_id', 'desc')
      .limit(ROWS_AT_ONCE)
      .execute()
  }

  return {
    /** Of the newest MAX_RULE_READ interactions those that are sealed, the rule with most hits first. */
    async countRuleHits(): Promise<RuleHits[]> {
      const hits = new Map<string | null, RuleHits>()
      let beforeId = Number.MAX_SAFE_INTEGER
      for (let read = 0; read < MAX_RULE_READ; read += ROWS_AT_ONCE) {
        const rows = await readBefore(beforeId)
        for (const { content, first_occurred_at_ms: atMs } of rows) {
          if (content === null) continue
          // Written by `seal` only.
          const { rule = null, title } = JSON.parse(content) as SealedContent
          const before = hits.get(rule) ?? { rule, interactions: 0, lastAtMs: atMs, title }
          hits.set(rule, {
            ...before,
            interactions: before.interactions + 1,
            lastAtMs: Math.max(before.lastAtMs, atMs),
          })
        }
        beforeId = rows.at(-1)?.interaction_id ?? 0
        if (rows.length < ROWS_AT_ONCE) break
      }
      return [...hits.values()].sort((a, b) => b.interactions - a.interactions)
    },
  }
}
