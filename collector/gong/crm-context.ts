import { z } from 'zod'
import { words } from './field.js'

/** What somebody or something is in the CRM: objects by the system that they are kept in. */
export const crmContext = z
  .array(
    z.strictObject({
      system: z.enum(['Salesforce', 'HubSpot', 'MicrosoftDynamic', 'Generic']),
      objects: z
        .array(
          z.strictObject({
            objectType: z.enum(['Lead', 'Contact', 'Account', 'Opportunity', 'User']),
            objectId: words,
          }),
        )
        .min(1),
    }),
  )
  .min(1)

export type CrmContext = z.infer<typeof crmContext>
