import { z } from 'zod'

/** A blank one would be seen by a seller as nothing at all. */
export const words = z.string().regex(/\S/, 'must not be blank')

/** As `toISOString` writes it: UTC, to the millisecond. */
export const dateTime = z.iso.datetime({ precision: 3 })

/** Sellers click it: a browser has to open it as a page. */
export const webUrl = z.string().refine(isWebUrl, 'must be an absolute http or https URL')

/** What an address is at all is for those to judge who were given it; Gong matches by it as it stands. */
export const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')

/** For the key that another one excludes, so that sending both does not type-check. */
export const absent = z.undefined().optional()

function isWebUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}
