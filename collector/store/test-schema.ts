import { COLUMN_COMMENTS } from './column-comments.js'
import { readAll } from './test-store.js'

interface Column {
  table: string
  column: string
  type: string
  /** What else is said of it: not null, its default, identity. */
  rest: string
  comment: string | null
}

/** The tables, columns, keys and indexes of a store as text, with what each column means. */
export async function dumpSchema(target: string): Promise<string> {
  const { columns, others } = target.startsWith('postgres')
    ? await readPostgres(target)
    : await readSqlite(target)
  const tables = [...new Set(columns.map(({ table }) => table))].sort()
  const blocks = tables.map((table) => {
    const lines = columns
      .filter((each) => each.table === table)
      .map(({ column, type, rest, comment }) =>
        `  ${column.padEnd(22)}${type.toLowerCase().padEnd(8)}${rest.padEnd(28)} -- ${comment ?? ''}`.trimEnd(),
      )
    const extra = others.filter((each) => each.table === table).map(({ text }) => `  ${text}`)
    return [table, ...lines, ...extra.sort()].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

const OURS = Object.keys(COLUMN_COMMENTS)

async function readSqlite(target: string) {
  const columns: Column[] = []
  for (const table of OURS) {
    const rows = (await readAll(target, `PRAGMA table_info(${table})`)) as SqliteColumn[]
    const comments: Record<string, string> = {
      ...COLUMN_COMMENTS[table as keyof typeof COLUMN_COMMENTS],
    }
    for (const { name, type, notnull, dflt_value } of rows) {
      const rest = `${notnull ? 'not null ' : ''}${dflt_value === null ? '' : `default ${dflt_value}`}`
      columns.push({ table, column: name, type, rest, comment: comments[name] ?? null })
    }
  }
  const indexes = (await readAll(
    target,
    `SELECT tbl_name AS "table", coalesce(sql, name) AS text FROM sqlite_master WHERE type = 'index'`,
  )) as { table: string; text: string }[]
  const others = indexes.map(({ table, text }) => ({ table, text: text.replace(/\s+/g, ' ') }))
  return { columns, others: others.filter(({ table }) => OURS.includes(table)) }
}

interface SqliteColumn {
  name: string
  type: string
  notnull: number
  dflt_value: string | null
}

async function readPostgres(target: string) {
  const columns = (await readAll(
    target,
    `SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
        concat(CASE WHEN a.attnotnull THEN 'not null ' END, CASE WHEN a.attidentity <> '' THEN 'identity' END,
          'default ' || pg_get_expr(d.adbin, d.adrelid)) AS rest,
        col_description(c.oid, a.attnum) AS comment
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'kysely%'
      ORDER BY c.relname, a.attnum`,
  )) as Column[]
  const others = (await readAll(
    target,
    `SELECT tablename AS "table", indexdef AS text FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`,
  )) as { table: string; text: string }[]
  return { columns, others }
}
