import LibsqlDatabase from 'libsql'
import { COLUMNS, insertSql, type OpenRaw, type RawWriter, type Value } from './raw-rows.js'

const PLACES = `(${COLUMNS.map(() => '?').join()})`

/** One prepared statement for each row. */
export const openRowByRow: OpenRaw = async (path) => {
  const file = openFile(path)
  const insertOne = file.prepare(insertSql(`VALUES ${PLACES}`))
  return inTransactions(file, (rows) => {
    for (const row of rows) insertOne.run(...row)
  })
}

/** One prepared statement for all rows. */
export const openMultiRow: OpenRaw = async (path, rowsPerTransaction) => {
  const file = openFile(path)
  const places = Array.from({ length: rowsPerTransaction }, () => PLACES)
  const insertAll = file.prepare(insertSql(`VALUES ${places.join()}`))
  return inTransactions(file, (rows) => void insertAll.run(...rows.flat()))
}

type File = InstanceType<typeof LibsqlDatabase>

function openFile(path: string): File {
  const file = new LibsqlDatabase(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  return file
}

function inTransactions(file: File, insert: (rows: Value[][]) => void): RawWriter {
  return {
    insert(rows) {
      file.exec('BEGIN IMMEDIATE')
      insert(rows)
      file.exec('COMMIT')
    },
    close: () => void file.close(),
  }
}
