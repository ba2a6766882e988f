import { z } from 'zod'
import { words } from './field.js'

/** Gong's contract of `POST /v2/digital-interaction`, with the keys that we use. One call an interaction. */

const int32 = z.int32()

const customField = z.strictObject({
  name: words,
  /** Always a string, whatever its type. */
  value: z.string(),
  dataType: z.enum(['STRING', 'NUMBER', 'DATE', 'URL', 'BOOLEAN', 'DURATION']).optional(),
})

const content = z.strictObject({
  contentTitle: words,
  contentId: words.optional(),
  contentUrl: words.optional(),
  contentLabel: z.array(words).optional(),
  numericContentDetails: z
    .strictObject({
      value: int32.optional(),
      rangeFrom: int32,
      rangeTo: int32,
      numericType: z.enum(['PERCENTAGE', 'NPS', 'RATING', 'OTHER']).optional(),
    })
    .optional(),
  stepContentDetails: z
    .strictObject({ value: words, availableSteps: z.array(words).min(1) })
    .optional(),
  searchObjectDetails: z
    .strictObject({
      name: words,
      objectType: z.enum(['VENDOR', 'PRODUCT', 'CATEGORY']),
      domain: words,
      objectId: words.optional(),
      url: words.optional(),
    })
    .optional(),
  contentCustomFields: z.array(customField).optional(),
})

function businessContext<const T extends readonly [string, ...string[]]>(objectTypes: T) {
  return z.strictObject({
    objectType: z.enum(objectTypes),
    objectId: words,
    systemName: words.optional(),
  })
}

const person = z.strictObject({
  name: words.optional(),
  email: words.optional(),
  phoneNumber: words.optional(),
  personId: words.optional(),
  personBusinessContext: businessContext(['CONTACT', 'LEAD']).optional(),
  location: z
    .strictObject({
      /** ISO 3166-1 alpha-2. */
      country: z.string().regex(/^[A-Z]{2}$/, 'must be a code such as US'),
      /** ISO 3166-2. */
      state: z
        .string()
        .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'must be a code such as US-CA')
        .optional(),
      city: words.optional(),
    })
    .optional(),
  company: z
    .strictObject({
      companyId: words.optional(),
      name: words.optional(),
      domain: words.optional(),
      companyBusinessContexts: z.array(businessContext(['ACCOUNT', 'OPPORTUNITY'])).optional(),
    })
    .optional(),
})

const common = {
  /** Gong de-duplicates by it: a repeat is answered by 409. */
  eventId: words,
  /** When it happened, never when it was sent: Gong picks the deal by it. */
  timestamp: z.iso.datetime(),
  eventType: words,
  sourceSystemName: words.optional(),
  sessionId: words.optional(),
  device: z.enum(['MOBILE', 'PC']).optional(),
  content,
  customFields: z.array(customField).optional(),
}

/** A person or a trackingId, never both: strict objects leave no room for the other. */
export const digitalInteraction = z.union([
  z.strictObject({
    ...common,
    person: person.refine(isMatchable, 'Gong could match nobody by it'),
  }),
  z.strictObject({ ...common, trackingId: words }),
])

export type DigitalInteraction = z.infer<typeof digitalInteraction>

/**
 * Without a name, an address, a number or a CRM's id a person is anonymous: an id is mandatory then, and of the company
 * the domain or a CRM's id.
 */
function isMatchable(who: z.infer<typeof person>) {
  const { name, email, phoneNumber, personBusinessContext, personId, company } = who
  if (name || email || phoneNumber || personBusinessContext) return true
  return Boolean(personId && (company?.domain || company?.companyBusinessContexts?.length))
}
