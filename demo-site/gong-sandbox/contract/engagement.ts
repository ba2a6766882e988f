import { z } from 'zod'
import { actor, crmContext } from './crm-context.js'
import { dateTime, email, filled, webUrl } from './field.js'

const property = z
  .strictObject({
    name: filled,
    value: z.union([z.string(), z.number()], 'must be a string or a number'),
    dataType: z.enum(['number', 'string', 'url', 'date']),
  })
  .refine(({ value, dataType }) => typeof value === 'string' || dataType === 'number', {
    path: ['value'],
    message: 'may be a number only when dataType is number',
  })

/** What the three engagement calls share. */
const common = {
  reportingSystem: filled,
  eventTimestamp: dateTime,
  eventId: filled.optional(),
  crmContext: crmContext.optional(),
  contentProperties: z.array(property).optional(),
  eventProperties: z.array(property).optional(),
  userAgent: filled.optional(),
  mobileAppId: filled.optional(),
  agentPlatform: z.enum(['Windows', 'Linux', 'MacOS', 'iOS', 'Android']).optional(),
  workspaceId: filled.optional(),
  trackingId: filled.nullish(),
}

/** `PUT /v2/customer-engagement/content/viewed`: somebody looked at content; `shareId` is the share it answers. */
export const contentViewed = z
  .strictObject({
    ...common,
    contentId: filled,
    contentUrl: webUrl,
    contentTitle: filled,
    viewActionTitle: filled.optional(),
    shareId: filled.optional(),
    viewInfoUrl: webUrl.optional(),
    viewer: actor.nullish(),
  })
  .refine(({ viewer, trackingId }) => viewer == null || trackingId == null, {
    path: ['trackingId'],
    message: 'must be absent when viewer is sent',
  })

/** `PUT /v2/customer-engagement/content/shared`: a seller sent content to recipients. */
export const contentShared = z.strictObject({
  ...common,
  contentId: filled,
  contentUrl: webUrl,
  contentTitle: filled,
  actionName: filled.optional(),
  shareId: filled.optional(),
  shareInfoUrl: webUrl.optional(),
  moreInfoUrl: webUrl.optional(),
  sharingMessageSubject: z.string().optional(),
  sharingMessageBody: z.string().optional(),
  sharer: z
    .strictObject({ id: filled.optional(), email: email.optional(), name: filled.optional() })
    .optional(),
  recipients: z.array(actor.required({ email: true })).optional(),
  nonCompanyParticipants: z.array(actor).optional(),
})

/** `PUT /v2/customer-engagement/action`: anything else that somebody did, with or without content. */
export const customAction = z
  .strictObject({
    ...common,
    contentId: filled.optional(),
    contentUrl: webUrl.optional(),
    contentTitle: filled.optional(),
    actionName: filled.optional(),
    eventInfoUrl: webUrl.optional(),
    actor: actor.nullish(),
  })
  .refine((action) => action.actor == null || action.trackingId == null, {
    path: ['trackingId'],
    message: 'must be absent when actor is sent',
  })
