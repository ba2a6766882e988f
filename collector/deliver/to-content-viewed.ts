import type { ContentViewed } from '../gong/content-viewed.js'
import type { Setting, Told } from './to-call.js'
import { crmContextOf, toActor, toEngagement } from './to-engagement.js'

/** What an interaction is as *content viewed*, where `callOf` has found room for it there. */
export function toContentViewed(told: Told, setting: Setting): ContentViewed {
  const { content, who } = told
  const { shareId } = setting
  const view = {
    ...toEngagement(told, setting),
    // Blank is what Gong's contract refuses: the last guard should both not be there.
    contentId: content.contentId ?? '',
    contentUrl: content.contentUrl ?? '',
    contentTitle: content.title,
    viewActionTitle: content.eventType,
    ...(shareId !== null && { shareId }),
  }
  return who.kind === 'tracked'
    ? { ...view, trackingId: who.trackingId }
    : { ...view, viewer: toActor(who.person), ...crmContextOf([who.person]) }
}
