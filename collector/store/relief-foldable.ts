import { sql, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { DIGEST_KIND, SHARE_KIND } from './interaction.js'
import type { Tables } from './tables.js'

/** How the content key of a day's digest begins: no other interaction of its kind has such a key. */
export const DAY_DIGEST_KEY = 'day '

const DAY_MS = 24 * 60 * 60 * 1000

/** No call was made for it, nor was one prepared; and it is neither a digest of a day nor what a seller did. */
export function isUntried(table: string): RawBuilder<SqlBool> {
  const column = (name: keyof Tables['interactions']) => sql.ref(`${table}.${name}`)
  return sql<SqlBool>`(${column('request')} is null and ${column('attempts')} = 0
    and ${column('kind')} <> ${SHARE_KIND}
    and not (${column('kind')} = ${DIGEST_KIND} and ${column('content_key')} like ${`${DAY_DIGEST_KEY}%`}))`
}

type One = Tables & Record<'one', Tables['interactions']>

/** Whether a low interaction `one` could be told together with another of its person, site and day. */
export function isFoldable(eb: ExpressionBuilder<One, 'one'>) {
  const occurredMs = sql.ref<number>('one.first_occurred_at_ms')
  const dayMs = sql<number>`(${occurredMs} - ${occurredMs} % ${sql.lit(DAY_MS)})`
  return eb.and([
    isUntried('one'),
    eb.exists(
      eb
        .selectFrom('interactions as other')
        .select('other.interaction_id')
        .whereRef('other.lane_key', '=', 'one.lane_key')
        .where('other.priority', '=', 'low')
        .where('other.state', '=', 'pending')
        .where('other.first_occurred_at_ms', '>=', dayMs)
        .where('other.first_occurred_at_ms', '<', sql<number>`${dayMs} + ${sql.lit(DAY_MS)}`)
        .whereRef('other.interaction_id', '<>', 'one.interaction_id')
        .whereRef('other.site_id', '=', 'one.site_id')
        .whereRef('other.who', '=', 'one.who')
        .whereRef('other.assurance', '=', 'one.assurance')
        .where(isUntried('other')),
    ),
  ])
}
