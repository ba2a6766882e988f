import { z } from 'zod'
import { crmContext, type CrmContext } from './crm-context.js'
import { email, words } from './field.js'

/** Somebody who viewed, received or did something, as the engagement calls name people. */
export const actor = z.strictObject({
  email: email.optional(),
  name: words.optional(),
  title: words.optional(),
  context: crmContext.optional(),
})

export type Actor = z.infer<typeof actor>

export const NOBODY = 'Gong could match nobody by it'

/** By an address or by what the CRM has of them or of the event; a name or a title alone could be anybody's. */
export function isMatchable(who: Actor, ofEvent: CrmContext | undefined): boolean {
  return Boolean(who.email ?? who.context ?? ofEvent)
}
