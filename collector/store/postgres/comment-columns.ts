import { sql, type Kysely } from 'kysely'
import { COLUMN_COMMENTS } from '../column-comments.js'

/** Writes what each column means into the database, for those that are there by now. */
export async function commentColumns(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ table_name: string; column_name: string }>`
    select table_name, column_name from information_schema.columns where table_schema = current_schema()
  `.execute(db)
  const present = new Set(rows.map((row) => `${row.table_name}.${row.column_name}`))
  for (const [table, columns] of Object.entries(COLUMN_COMMENTS)) {
    for (const [column, words] of Object.entries(columns)) {
      const name = `${table}.${column}`
      if (!present.has(name)) continue
      await sql`comment on column ${sql.ref(name)} is ${sql.lit(words)}`.execute(db)
    }
  }
}
