import { z } from 'zod'
import { actor, isMatchable, NOBODY } from './actor.js'
import { engagement, piece } from './engagement.js'
import { absent, webUrl, words } from './field.js'

const view = {
  ...engagement,
  ...piece,
  viewActionTitle: words.optional(),
  /** Of the share that this view answers. */
  shareId: words.optional(),
  viewInfoUrl: webUrl.optional(),
}

/** Gong's contract of `PUT /v2/customer-engagement/content/viewed`: by a viewer or a trackingId, never both. */
export const contentViewed = z.union([
  z
    .strictObject({ ...view, viewer: actor, trackingId: absent })
    .refine(({ viewer, crmContext }) => isMatchable(viewer, crmContext), {
      path: ['viewer'],
      message: NOBODY,
    }),
  z.strictObject({ ...view, trackingId: words, viewer: absent }),
])

export type ContentViewed = z.infer<typeof contentViewed>
