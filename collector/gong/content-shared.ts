import { z } from 'zod'
import { actor } from './actor.js'
import { engagement, piece } from './engagement.js'
import { email, webUrl, words } from './field.js'

/**
 * Gong's contract of `PUT /v2/customer-engagement/content/shared`: a seller sent content to recipients. Views answer it
 * by its `shareId`.
 */
export const contentShared = z.strictObject({
  ...engagement,
  ...piece,
  actionName: words.optional(),
  shareId: words.optional(),
  shareInfoUrl: webUrl.optional(),
  moreInfoUrl: webUrl.optional(),
  sharingMessageSubject: words.optional(),
  /** HTML is allowed. */
  sharingMessageBody: words.optional(),
  sharer: z
    .strictObject({ id: words.optional(), email: email.optional(), name: words.optional() })
    .optional(),
  recipients: z.array(actor.extend({ email })).min(1).optional(),
  nonCompanyParticipants: z.array(actor).min(1).optional(),
  trackingId: words.optional(),
})

export type ContentShared = z.infer<typeof contentShared>
