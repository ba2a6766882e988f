import { z } from 'zod'
import { customField } from './custom-field.js'
import { country, domain, email, filled, subdivision } from './field.js'

const location = z.strictObject({
  country: country.optional(),
  state: subdivision.optional(),
  region: subdivision.optional(),
  city: filled.optional(),
})

const personBusinessContext = z.strictObject({
  systemName: filled.optional(),
  objectType: z.enum(['CONTACT', 'LEAD']),
  objectId: filled,
})

const companyBusinessContext = z.strictObject({
  systemName: filled.optional(),
  objectType: z.enum(['ACCOUNT', 'OPPORTUNITY']),
  objectId: filled,
})

const company = z.strictObject({
  companyId: filled.optional(),
  name: filled.optional(),
  domain: domain.optional(),
  companyBusinessContexts: z.array(companyBusinessContext).optional(),
})

/**
 * Who did it. An anonymous person, one without name, e-mail, phone number and CRM context, can only be told from
 * the next by a personId, and only be matched to an account by its company's domain or CRM context.
 */
export const person = z
  .strictObject({
    name: filled.optional(),
    email: email.optional(),
    phoneNumber: filled.optional(),
    personId: filled.optional(),
    personBusinessContext: personBusinessContext.optional(),
    location: location.optional(),
    company: company.optional(),
    personCustomFields: z.array(customField).optional(),
  })
  .superRefine((who, context) => {
    if (who.name ?? who.email ?? who.phoneNumber ?? who.personBusinessContext) return
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (who.personId === undefined) {
      refuse(['personId'], 'is mandatory for an anonymous person')
    }
    if (who.company?.domain === undefined && !who.company?.companyBusinessContexts?.length) {
      refuse(['company', 'domain'], 'is mandatory for an anonymous person without CRM context')
    }
  })

export type Person = z.infer<typeof person>
