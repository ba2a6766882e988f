import type { ContentShared } from '../gong/content-shared.js'
import type { SharedContent } from '../store/interaction.js'
import type { Setting, Told } from './to-call.js'
import { crmContextOf, toActor, toEngagement } from './to-engagement.js'

/** A share as *content shared*: what a seller sent, to whom, with its tie to the views that answer it. */
export function toContentShared(told: Told, share: SharedContent, setting: Setting): ContentShared {
  const { content } = told
  const { shareId, sharer, recipients, subject, body } = share
  return {
    ...toEngagement(told, setting),
    // As of a view: a share without them is never stored.
    contentId: content.contentId ?? '',
    contentUrl: content.contentUrl ?? '',
    contentTitle: content.title,
    actionName: content.eventType,
    shareId,
    ...(subject && { sharingMessageSubject: subject }),
    ...(body && { sharingMessageBody: body }),
    ...(sharer && { sharer }),
    recipients: recipients.map(({ person, title }) => ({
      ...toActor(person, title),
      // Gong finds recipients by nothing else; a share with one that has none is never stored.
      email: person.email ?? '',
    })),
    ...crmContextOf(recipients.map(({ person }) => person)),
  }
}
