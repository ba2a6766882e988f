import { z } from 'zod'
import { MAX_DOMAIN_CHARACTERS, MAX_EMAIL_CHARACTERS, MAX_TEXT_CHARACTERS } from './limits.js'
import { foreignId, replaceUnstorable, text } from './text.js'

/** Who the page says its visitor is. Nothing here is proven unless a signed token comes with it. */
export const person = z.strictObject({
  /** People and their browsers' suggestions add blanks. */
  email: z.string().trim().pipe(z.email().max(MAX_EMAIL_CHARACTERS)).optional(),
  name: text(MAX_TEXT_CHARACTERS).optional(),
  /** By which people are told apart: never cut. */
  phoneNumber: z.string().max(64).overwrite(replaceUnstorable).optional(),
  personId: foreignId.optional(),
  company: z
    .strictObject({
      name: text(MAX_TEXT_CHARACTERS).optional(),
      /** As somebody typed it; what is no domain is left out later, and never costs the rest. */
      domain: text(MAX_DOMAIN_CHARACTERS).optional(),
    })
    .optional(),
})

export type WirePerson = z.infer<typeof person>
