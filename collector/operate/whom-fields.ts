import { z } from 'zod'
import { randomId } from '../../wire/text.js'
import { email } from '../gong/field.js'
import { erasableOf, type Whom } from './erase-whom.js'

/** By what people may be named, in the words of forms. */
export const WHOM_WAYS = [
  { value: 'email', words: 'e-mail address' },
  { value: 'phone', words: 'phone number, where no address is known' },
  { value: 'trackingId', words: 'trackingId of Gong' },
  { value: 'anonymousId', words: 'one browser (anonymousId), with its site' },
  { value: 'personId', words: 'id of the site’s own, with the company’s domain' },
] as const

const given = z.object({
  by: z.enum(WHOM_WAYS.map(({ value }) => value)),
  value: z.string().trim().min(1, 'must not be blank').max(320),
  siteId: z.string().trim().optional(),
  companyDomain: z.string().trim().optional(),
})

/** One person as a form or a program names them: `by`, `value`, and `siteId` or `companyDomain` where these belong to it. */
export const whomFields = given.transform((fields, ctx): Whom => {
  const whom = whomOf(fields)
  if (typeof whom !== 'string' && erasableOf(whom)) return whom
  const message = typeof whom === 'string' ? whom : 'value: nobody can be known by it'
  ctx.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Or what is wrong, in words. */
function whomOf({ by, value, siteId, companyDomain }: z.infer<typeof given>): Whom | string {
  switch (by) {
    case 'email':
      return email.safeParse(value).success
        ? { by, email: value }
        : 'value: expected an address such as ada@example.org'
    case 'phone':
      return { by, phoneNumber: value }
    case 'trackingId':
      return { by, trackingId: value }
    case 'anonymousId':
      if (!randomId.safeParse(value).success) return 'value: expected 32 hexadecimal digits'
      return siteId
        ? { by, siteId, anonymousId: value }
        : 'siteId: expected the site of the browser'
    case 'personId':
      return companyDomain
        ? { by, personId: value, companyDomain }
        : 'companyDomain: expected the domain of their company'
  }
}
