import { CALLS, type GongCall } from '../gong/calls.js'
import type { Site } from '../lib/config-file.js'
import type { Claim } from '../store/outbox.js'
import type { ReportCall } from '../store/tables.js'
import type { Who } from '../store/who.js'
import { toContentShared } from './to-content-shared.js'
import { toContentViewed } from './to-content-viewed.js'
import { toCustomAction } from './to-custom-action.js'
import { toDigitalInteraction } from './to-digital-interaction.js'

/** What of an interaction its call tells. */
export type Told = Pick<Claim, 'gongEventId' | 'sessionId' | 'content' | 'who' | 'assurance'>

/** What is not the interaction's own and decides about its call. */
export interface Setting {
  companyName: string | undefined
  /** The site's policy: all but `open` label a person whom the page alone names. */
  identity: Site['identity']
  /** Whether the site may make calls beside the digital interaction, which Gong releases to few. */
  engagementCalls: boolean
  /** Of the share that this view of a page answers; null where it answers none. */
  shareId: string | null
}

/** A call by which an interaction is told. */
export type ReportedCall = Extract<GongCall, { name: ReportCall }>

/** As the configuration has it. A site that has left it since is not known to be open, nor to have the calls. */
export function settingOf(
  site: Site | undefined,
  { companyName, shareId }: Pick<Setting, 'companyName' | 'shareId'>,
): Setting {
  const { identity = 'labelled', engagementCalls = false } = site ?? {}
  return { companyName, identity, engagementCalls, shareId }
}

/**
 * By which of Gong's calls an interaction is told.
 *
 * A share is *content shared*. All else is a *digital interaction* unless the site has the engagement calls; with them,
 * a page view that answers a share is *content viewed*, and anything else is what the content's rule asks for by
 * `reportAs`.
 *
 * What the call that is asked for has no room for is a digital interaction all the same, so that it is told, and under
 * somebody whom Gong can find: content viewed needs the content's id and a link to it, which a digest of pages and a page
 * off the site do not have; and both calls know people by address, by trackingId, or by what a CRM has of them or of
 * their company, and neither by a number nor as an unknown visitor of a company. How far a video was watched, steps and
 * searches have no keys there and are told as properties.
 */
export function callOf(
  { content, who }: Pick<Told, 'content' | 'who'>,
  { engagementCalls, shareId }: Pick<Setting, 'engagementCalls' | 'shareId'>,
): ReportCall {
  if (content.share) return 'content-shared'
  if (!engagementCalls || !hasRoomFor(who)) return 'digital-interaction'
  const asked = shareId === null ? content.reportAs : 'content-viewed'
  const hasPiece = content.contentId !== undefined && content.contentUrl !== undefined
  return asked === 'content-viewed' && !hasPiece ? 'digital-interaction' : asked
}

/** The call that an interaction becomes, under a person or a trackingId and never both. */
export function toCall(told: Told, setting: Setting): ReportedCall {
  const name = callOf(told, setting)
  switch (name) {
    case 'digital-interaction':
      return { name, body: toDigitalInteraction(told, setting) }
    case 'content-viewed':
      return { name, body: toContentViewed(told, setting) }
    case 'custom-action':
      return { name, body: toCustomAction(told, setting) }
    case 'content-shared': {
      const { share } = told.content
      if (!share) throw new Error(`interaction ${told.gongEventId} is called a share and is none`)
      return { name, body: toContentShared(told, share, setting) }
    }
  }
}

/** What stands against making a call, each in words; empty where nothing does. */
export function faultsOf(
  { name, body }: ReportedCall,
  { engagementCalls }: Pick<Setting, 'engagementCalls'>,
): string[] {
  // They were switched off since it was asked for, and no other call tells of a share.
  if (name === 'content-shared' && !engagementCalls) {
    return ['the site has no engagementCalls any more, and no other call tells of a share']
  }
  const issues = CALLS[name].schema.safeParse(body).error?.issues ?? []
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

function hasRoomFor(who: Who): boolean {
  if (who.kind === 'tracked') return true
  const { email, crm, company } = who.person
  return Boolean(email ?? crm ?? company?.crm?.length)
}
