import { z } from 'zod'
import { MAX_EMAIL_CHARACTERS, MAX_TEXT_CHARACTERS } from '../../wire/limits.js'
import { domain, foreignId, replaceUnstorable, requiredText } from '../../wire/text.js'
import { cleanText } from '../lib/clean-text.js'
import { strictObject } from '../lib/strict-object.js'
import { personKey, type Person } from '../store/who.js'

/** More than a person has deals. */
const MAX_BUSINESS_CONTEXTS = 20

/** What a seller reads: fit for his eyes, as what pages say is. */
const name = requiredText(MAX_TEXT_CHARACTERS)
  .transform((value) => cleanText(value))
  .refine((value) => value !== '', 'must not be blank')

const id = foreignId.trim().min(1, 'must not be blank')

/** Of the CRM itself, such as "Salesforce". */
const systemName = requiredText(MAX_TEXT_CHARACTERS).optional()

/** In the shape of Gong's person and company; `personBusinessContext` and its like are `crm`. */
const shape = strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email().max(MAX_EMAIL_CHARACTERS)).optional(),
  name: name.optional(),
  phoneNumber: z
    .string()
    .trim()
    .min(1, 'must not be blank')
    .max(64)
    .overwrite(replaceUnstorable)
    .optional(),
  personId: id.optional(),
  crm: strictObject({
    objectType: z.enum(['CONTACT', 'LEAD']),
    objectId: id,
    systemName,
  }).optional(),
  company: strictObject({
    companyId: id.optional(),
    name: name.optional(),
    domain: z.string().trim().toLowerCase().pipe(domain).optional(),
    crm: z
      .array(
        strictObject({ objectType: z.enum(['ACCOUNT', 'OPPORTUNITY']), objectId: id, systemName }),
      )
      .min(1)
      .max(MAX_BUSINESS_CONTEXTS)
      .optional(),
  }).optional(),
})

/** Somebody whom the site's own server knows, in one spelling, and by something that Gong can match. */
export const personBody = shape
  // JSON has no undefined: a key that is there has a value.
  .transform((person) => person as Person)
  .refine((person) => personKey(person) !== null, {
    message:
      'must have an email, a phoneNumber, a crm object, or a personId together with company.domain: Gong could match nobody else',
  })

/** A person and the key that is the same for the same person. */
export function withKey(person: Person): { person: Person; personKey: string } {
  const key = personKey(person)
  if (key === null) throw new Error('the schema let a person pass whom Gong could not match')
  return { person, personKey: key }
}
