import { z } from 'zod'

/** A string that says something: Gong's required strings, and the optional ones once they are sent. */
export const filled = z.string().refine((value) => value.trim() !== '', 'must not be empty')

/** Gong documents the date-time of RFC 3339: a real day, seconds, and a Z or an offset. */
export const dateTime = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 date-time with Z or an offset' })
  .regex(/T\d\d:\d\d:\d\d/, 'must have seconds')

export const int32 = z.int32('must be a 32-bit integer')

/** Sellers click it, so it has to lead somewhere. */
export const webUrl = z.string().refine(isWebUrl, 'must be an absolute http or https URL')

/** Gong compares it with an account's website: a bare host name, no scheme, no path. */
export const domain = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i,
    'must be a bare domain such as example.com',
  )

export const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')

/** The shape of ISO 3166-1 alpha-2; the list of countries itself changes and is not checked. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be two capital letters as in ISO 3166-1 alpha-2')

/** The shape of ISO 3166-2, for example US-CA. */
export const subdivision = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'must be an ISO 3166-2 code such as US-CA')

/** True for an absolute address that a browser opens as a page; `javascript:` and its like are not. */
export function isWebUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}
