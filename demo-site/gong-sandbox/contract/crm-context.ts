import { z } from 'zod'
import { email, filled } from './field.js'

const field = z.strictObject({
  name: filled,
  value: z.union([z.string(), z.number(), z.boolean()], 'must be a string, number or boolean'),
})

/** CRM objects by system; which types of object are allowed depends on where the context stands. */
function crmContextOf<const T extends readonly [string, ...string[]]>(objectTypes: T) {
  return z.array(
    z.strictObject({
      system: z.enum(['Salesforce', 'HubSpot', 'MicrosoftDynamic', 'Generic']),
      objects: z.array(
        z.strictObject({
          objectType: z.enum(objectTypes),
          objectId: filled,
          fields: z.array(field).optional(),
        }),
      ),
    }),
  )
}

/** The context of an engagement: the deal or account that it belongs to. */
export const crmContext = crmContextOf([
  'Opportunity',
  'Account',
  'Lead',
  'Contact',
  'User',
  'Opportunity,Account',
])

/** Someone who viewed, received or did something. */
export const actor = z.strictObject({
  email: email.optional(),
  name: filled.optional(),
  title: filled.optional(),
  context: crmContextOf([
    'Lead',
    'Contact',
    'Account',
    'Opportunity',
    'User',
    'Lead,Contact',
  ]).optional(),
})

export type Actor = z.infer<typeof actor>
