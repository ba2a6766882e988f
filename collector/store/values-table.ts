import { sql, type RawBuilder } from 'kysely'

/** A column of a table that a statement brings with it, by the type that both databases know. */
type Cell = string | number | null

/**
 * Rows that a statement brings with it as a table `v`, whose columns both databases call column1, column2 and so on:
 * what would be a statement a row becomes one. Not for an empty list.
 */
export function valuesTable(rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  const lists = rows.map((row) => sql`(${sql.join(row.map(typed))})`)
  return sql`(values ${sql.join(lists)}) as v`
}

/** PostgreSQL takes an untyped value for text, and then compares it with no number. */
function typed(cell: Cell): RawBuilder<unknown> {
  return typeof cell === 'string' ? sql`cast(${cell} as text)` : sql`cast(${cell} as bigint)`
}
