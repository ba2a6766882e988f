import pg from 'pg'
import { COLUMNS, insertSql, type OpenRaw, type RawWriter, type Value } from './raw-rows.js'

/** One prepared statement with a parameter for each value. */
export const openMultiRow: OpenRaw = (url, rowsPerTransaction) => {
  const places = Array.from({ length: rowsPerTransaction }, (_, row) => {
    const first = row * COLUMNS.length + 1
    return `(${COLUMNS.map((_, at) => `$${first + at}`).join()})`
  })
  return openWriter(url, insertSql(`VALUES ${places.join()}`), (rows) => rows.flat())
}

/** One prepared statement with an array for each column. */
export const openArrays: OpenRaw = (url) => {
  const arrays = COLUMNS.map(
    (name, at) => `$${at + 1}::${name.endsWith('_ms') ? 'bigint' : 'text'}[]`,
  )
  return openWriter(url, insertSql(`SELECT * FROM unnest(${arrays.join()})`), (rows) =>
    COLUMNS.map((_, at) => rows.map((row) => row[at])),
  )
}

async function openWriter(
  url: string,
  text: string,
  valuesOf: (rows: Value[][]) => unknown[],
): Promise<RawWriter> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async insert(rows) {
      await client.query('BEGIN')
      await client.query({ name: 'insert', text, values: valuesOf(rows) })
      await client.query('COMMIT')
    },
    close: () => client.end(),
  }
}
