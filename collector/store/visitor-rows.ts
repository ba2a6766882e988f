import type { Kysely } from 'kysely'
import { batches } from './batches.js'
import type { Engine } from './engine.js'
import { visitorKey, type Visitor } from './events.js'
import type { Tables } from './tables.js'
import { withValues } from './values-table.js'

export interface VisitorRow {
  site_id: string
  anonymous_id: string
}

interface Reading<Row, T> {
  visitors: readonly Visitor[]
  /** Over a table of sites and anonymousIds. */
  statement: (v: string) => string
  read: (row: Row) => T
}

/** What there is of each of these visitors, by `visitorKey`: a statement for a hundred of them. */
export async function readByVisitor<Row extends VisitorRow, T>(
  db: Kysely<Tables>,
  engine: Engine,
  { visitors, statement, read }: Reading<Row, T>,
): Promise<Map<string, T[]>> {
  const byVisitor = new Map<string, T[]>()
  const pairs = visitors.map(({ siteId, anonymousId }) => [siteId, anonymousId])
  for (const rows of batches(pairs)) {
    for (const row of await withValues<Row>(db, engine, { rows, statement })) {
      const key = visitorKey({ siteId: row.site_id, anonymousId: row.anonymous_id })
      const theirs = byVisitor.get(key)
      if (theirs) theirs.push(read(row))
      else byVisitor.set(key, [read(row)])
    }
  }
  return byVisitor
}
