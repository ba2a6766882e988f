import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import type { Visitor } from './events.js'
import type { Tables } from './tables.js'
import { withValues } from './values-table.js'
import { countByVisitor } from './visitor-rows.js'

/** What a visitor began before this, in any session but the one that is kept, is over; null keeps none. */
export interface SessionEnd extends Visitor {
  keptSessionId: string | null
  beforeMs: number
}

/** What is asked of all that a visitor has open, however much that is: no row of it is brought here. */
export function openSessionVerbs(db: Kysely<Tables>, engine: Engine) {
  return {
    /** How many parts of interactions each has open, by `visitorKey`. */
    countOpenOf: (visitors: readonly Visitor[]): Promise<Map<string, number>> =>
      countByVisitor(db, engine, { visitors, state: 'open' }),

    /** Lets open parts of sessions that are over be sealed now. Those that are due already are left alone. */
    async endSessions(ends: readonly SessionEnd[], nowMs: number): Promise<void> {
      const cells = ends.map(({ siteId, anonymousId, keptSessionId, beforeMs }) => {
        // No session has an empty id.
        return [siteId, anonymousId, keptSessionId ?? '', beforeMs, nowMs]
      })
      for (const rows of batches(cells)) {
        const statement = (v: string) =>
          `update interactions set seal_due_at_ms = v.column5 from ${v}
            where state = 'open' and site_id = v.column1 and anonymous_id = v.column2
              and seal_due_at_ms > v.column5 and session_id <> v.column3 and first_occurred_at_ms < v.column4`
        await withValues(db, engine, { rows, statement })
      }
    },
  }
}
