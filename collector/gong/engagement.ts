import { z } from 'zod'
import { crmContext } from './crm-context.js'
import { dateTime, webUrl, words } from './field.js'
import { property } from './property.js'

/**
 * What the three engagement calls share, with the keys that a website can fill: `mobileAppId` is an app's. Gong calls
 * all three legacy and of limited release.
 */
export const engagement = {
  /** Whose report it is: the company that set the integration up. */
  reportingSystem: words,
  /** When it happened, never when it was sent: Gong picks the deal by it. */
  eventTimestamp: dateTime,
  /** Gong has it optional; without it a repeat could not be told from a second event. */
  eventId: words,
  /** The deal or account that it belongs to, where that is known. */
  crmContext: crmContext.optional(),
  contentProperties: z.array(property).optional(),
  eventProperties: z.array(property).optional(),
  userAgent: words.optional(),
  agentPlatform: z.enum(['Windows', 'Linux', 'MacOS', 'iOS', 'Android']).optional(),
  workspaceId: words.optional(),
}

/** The piece of content that was viewed or shared. */
export const piece = { contentId: words, contentUrl: webUrl, contentTitle: words }
