import type { CustomAction } from '../gong/custom-action.js'
import type { Setting, Told } from './to-call.js'
import { crmContextOf, toActor, toEngagement } from './to-engagement.js'

/** What an interaction is as a *custom action*, where `callOf` has found room for it there. */
export function toCustomAction(told: Told, setting: Setting): CustomAction {
  const { content, who } = told
  const action = {
    ...toEngagement(told, setting),
    ...(content.contentId && { contentId: content.contentId }),
    ...(content.contentUrl && { contentUrl: content.contentUrl }),
    contentTitle: content.title,
    actionName: content.eventType,
  }
  return who.kind === 'tracked'
    ? { ...action, trackingId: who.trackingId }
    : { ...action, actor: toActor(who.person), ...crmContextOf([who.person]) }
}
