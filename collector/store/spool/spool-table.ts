import type { SqliteFile } from '../driver.js'

/** Makes the spool's only table where there is none. */
export function createSpoolTable(file: SqliteFile): void {
  file.exec(
    `CREATE TABLE IF NOT EXISTS beacons (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of arrival
      body TEXT NOT NULL                     -- a SpooledBeacon as JSON
    )`,
  )
}

/** Whether a file holds that table or, when it was made and no more, nothing at all. */
export function hasSpoolShape(file: SqliteFile): boolean {
  const names = file
    .prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'")
    .pluck()
    .all()
  if (names.length === 0) return true
  const columns = file
    .prepare("SELECT name || ' ' || type FROM pragma_table_info('beacons') ORDER BY cid")
    .pluck()
    .all()
  return names.join() === 'beacons' && columns.join() === 'seq INTEGER,body TEXT'
}
