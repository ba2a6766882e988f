import { CompiledQuery, type Kysely } from 'kysely'
import type { Engine } from './engine.js'
import type { Tables } from './tables.js'

type Cell = string | number | null

/**
 * Runs a statement over rows that it brings with it as a table, whose columns both databases call column1, column2 and
 * so on: what would be a statement a row becomes one. Put together as text, since the query builder would make a node
 * of each of a thousand values. Not for an empty list; returns the statement's rows as they come.
 */
export async function withValues<T>(
  db: Kysely<Tables>,
  engine: Engine,
  { rows, statement }: { rows: readonly (readonly Cell[])[]; statement: (v: string) => string },
): Promise<T[]> {
  let place = 0
  const lists = rows.map((row) => {
    return `(${row.map((cell) => typed(cell, engine.placeholder(++place))).join(', ')})`
  })
  const text = statement(`(values ${lists.join(', ')}) as v`)
  return (await db.executeQuery<T>(CompiledQuery.raw(text, rows.flat()))).rows
}

/** PostgreSQL takes an untyped value for text, and then compares it with no number. */
function typed(cell: Cell, placeholder: string): string {
  return `cast(${placeholder} as ${typeof cell === 'string' ? 'text' : 'bigint'})`
}
