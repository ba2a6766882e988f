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

/** How many of each one's interactions are in a state, by `visitorKey`: by the state's own index, a visitor a look-up. */
export async function countByVisitor(
  db: Kysely<Tables>,
  engine: Engine,
  { visitors, state }: { visitors: readonly Visitor[]; state: 'open' | 'held' },
): Promise<Map<string, number>> {
  const counts = await readByVisitor<VisitorRow & { count: number }, number>(db, engine, {
    visitors,
    statement: (v) =>
      `select v.column1 as site_id, v.column2 as anonymous_id,
        (select count(*) from interactions
          where state = '${state}' and site_id = v.column1 and anonymous_id = v.column2) as count
        from ${v}`,
    read: ({ count }) => Number(count),
  })
  return new Map([...counts].map(([key, [count = 0]]) => [key, count]))
}
