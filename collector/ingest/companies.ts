import { z } from 'zod'
import { companyDomain } from '../lib/company-domain.js'
import { createRangeTable } from '../lib/range-table.js'
import { readCompanyCsv } from './company-csv.js'
import { openMmdb } from './open-mmdb.js'

/** Whose network an address is in, by the domain of the company. */
export type CompanyOf = (address: string) => string | undefined

/**
 * Opens a CSV of CIDR and domain, of which the narrowest range counts, or an .mmdb whose records have `domain` or
 * `as_domain`. Rejects, in words, when it is neither.
 */
export async function openCompanies(path: string): Promise<CompanyOf> {
  return /\.mmdb$/i.test(path)
    ? openCompanyMmdb(path)
    : createRangeTable(await readCompanyCsv(path))
}

/** Of several makers' files, the keys that we use. Who gives others their way into the net is not whom they work for. */
const companyRecord = z
  .object({
    domain: z.string().optional(),
    as_domain: z.string().optional(),
    type: z.string().optional(),
    as_type: z.string().optional(),
  })
  .refine(
    ({ type, as_type }) => ![type, as_type].some((each) => each === 'isp' || each === 'hosting'),
  )

async function openCompanyMmdb(path: string): Promise<CompanyOf> {
  const { find } = await openMmdb(path)
  return function companyOf(address) {
    const { domain, as_domain } = companyRecord.safeParse(find(address)).data ?? {}
    return companyDomain(domain ?? as_domain ?? '') ?? undefined
  }
}
