import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toCsv } from './to-csv.js'

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

const cellsOf = (csv: string): string[][] => parse(csv, { bom: true, relax_column_count: true })

it('a text never begins like a formula, whatever it is', () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '"='),
        fc.string(),
      )
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1 }), (row) => {
      const [, cells = []] = cellsOf(toCsv(['a'], [row]))
      expect(cells).toHaveLength(row.length)
      for (const [at, cell] of cells.entries()) {
        expect(cell).not.toMatch(FORMULA)
        expect([row[at], `'${row[at]}`]).toContain(cell.replace(/^'(?=')/, "'"))
      }
    }),
  )
})

it('numbers stay numbers, also below zero, and nothing is an empty cell', () => {
  expect(toCsv(['a', 'b', 'c'], [[-5, null, 'x']])).toBe('\uFEFF"a","b","c"\n-5,,"x"\n')
})

it('quotes, separators and line breaks stay within their cell', () => {
  const row = ['a,=1', 'b"=1', 'c\n=1', 'd;=1']
  expect(cellsOf(toCsv(['x'], [row]))[1]).toEqual(row)
})
