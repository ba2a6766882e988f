import { readFile } from 'node:fs/promises'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { boundsOf } from '../lib/address-number.js'
import { parseAddressRange } from '../lib/address-range.js'
import { companyDomain } from '../lib/company-domain.js'
import type { Ranged } from '../lib/range-table.js'

/** Enough to see what is wrong with a file of another kind. */
const MAX_FAULTS = 5

/**
 * Reads lines such as `192.0.2.0/24,example.com`; `#` begins a comment, and a heading is skipped. Rejects with each bad
 * line's number and what is wrong with it.
 */
export async function readCompanyCsv(path: string): Promise<Ranged<string>[]> {
  const expected = `expected a CSV of lines such as 192.0.2.0/24,example.com or an .mmdb, got ${path}`
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`${expected}: ${String(cause)}`, { cause })
  })
  const companies = new Map<string, Ranged<string>>()
  const faults: string[] = []
  for (const { record, line } of parseLines(text, expected)) {
    const fault = addCompany(companies, record)
    if (fault !== null) faults.push(`line ${line}: ${fault}`)
    if (faults.length === MAX_FAULTS) break
  }
  if (faults.length > 0) throw new Error(`${expected}: ${faults.join('; ')}`)
  return [...companies.values()]
}

/** What is wrong with a line; null once it is taken. */
function addCompany(
  companies: Map<string, Ranged<string>>,
  record: readonly string[],
): string | null {
  const [cidr = '', name = '', ...rest] = record
  if (rest.length > 0) return 'there is more than a range and a domain'
  const range = parseAddressRange(cidr)
  if (!range) return `${JSON.stringify(cidr)} is neither an address nor a range`
  const domain = companyDomain(name)
  if (domain === null) return `${JSON.stringify(name)} is no company's domain`
  const key = `${range.family} ${boundsOf(range).first}/${range.prefixBits}`
  const { value: before = domain } = companies.get(key) ?? {}
  if (before !== domain) return `${cidr} is ${before}'s already`
  companies.set(key, { range, value: domain })
  return null
}

interface Line {
  record: string[]
  /** Where it ends in the file, from 1. */
  line: number
}

function parseLines(text: string, expected: string): Line[] {
  const options = { trim: true, skip_empty_lines: true, comment: '#', bom: true } as const
  try {
    // The types of the package know nothing of what `info` makes of a record.
    const rows = parse(text, { ...options, relax_column_count: true, info: true }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    const isHeading = /^(cidr|network|range)$/i.test(rows[0]?.record[0] ?? '')
    return rows.slice(isHeading ? 1 : 0).map(({ record, info }) => ({ record, line: info.lines }))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw new Error(`${expected}: ${cause.message}`, { cause })
  }
}
