import { stringify } from 'csv-stringify/sync'

export type CsvValue = string | number | null

/**
 * A table for spreadsheets, in UTF-8 with its mark. A text that begins like a formula gets an apostrophe in front, or a
 * spreadsheet would run it: https://owasp.org/www-community/attacks/CSV_Injection. Texts are quoted, so that no
 * separator in one begins a cell.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return stringify([[...columns], ...rows.map((row) => row.map(guarded))], {
    escape_formulas: true,
    quoted_string: true,
    bom: true,
  })
}

/** Of a line break in front the library does not think. */
function guarded(value: CsvValue): CsvValue {
  return typeof value === 'string' && value.startsWith('\n') ? `'${value}` : value
}
