import { z } from 'zod'
import { actor, isMatchable, NOBODY } from './actor.js'
import { engagement } from './engagement.js'
import { absent, webUrl, words } from './field.js'

const action = {
  ...engagement,
  actionName: words.optional(),
  contentId: words.optional(),
  contentUrl: webUrl.optional(),
  contentTitle: words.optional(),
  eventInfoUrl: webUrl.optional(),
}

/**
 * Gong's contract of `PUT /v2/customer-engagement/action`: whatever else somebody did, with or without content; by an
 * actor or a trackingId, never both.
 */
export const customAction = z.union([
  z
    .strictObject({ ...action, actor, trackingId: absent })
    .refine((done) => isMatchable(done.actor, done.crmContext), {
      path: ['actor'],
      message: NOBODY,
    }),
  z.strictObject({ ...action, trackingId: words, actor: absent }),
])

export type CustomAction = z.infer<typeof customAction>
