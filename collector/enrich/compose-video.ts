import type { EventOf } from '../../wire/event.js'
import { cleanText } from '../lib/clean-text.js'
import { durationField, field } from './custom-field.js'
import type { KindContent } from './kind-content.js'
import { plainId } from './plain-id.js'

/** One video in one session, at the highest percent that was really watched. */
export function composeVideo(progress: readonly EventOf<'video_progress'>[]): KindContent {
  const furthest = progress.reduce((best, each) =>
    each.watchedPercent > best.watchedPercent ? each : best,
  )
  const { video } = furthest
  return {
    title: cleanText(video.title ?? ''),
    contentId: `${video.provider}:${plainId(video.id)}`,
    numeric: {
      value: furthest.watchedPercent,
      rangeFrom: 0,
      rangeTo: 100,
      numericType: 'PERCENTAGE',
    },
    customFields: [
      durationField('Watched', Math.max(...progress.map((each) => each.watchedSeconds))),
      field('Furthest point percent', Math.max(...progress.map((each) => each.positionPercent))),
    ],
  }
}
