import { z } from 'zod'
import { MAX_TITLE_CHARACTERS, MAX_VIDEO_SECONDS } from './limits.js'
import { foreignId, text, webUrl } from './text.js'

/** The marks at which a video reports itself, in percent of its seconds really played. */
export const MILESTONES_PERCENT = [10, 25, 50, 75, 90, 100] as const

export const video = z.strictObject({
  provider: z.enum(['html5', 'youtube', 'vimeo', 'custom']),
  id: foreignId,
  title: text(MAX_TITLE_CHARACTERS).optional(),
  url: webUrl.optional(),
  /** Absent for a live stream. */
  durationSeconds: z.number().positive().max(MAX_VIDEO_SECONDS).optional(),
})

export const milestonePercent = z.literal(MILESTONES_PERCENT)

export const videoSeconds = z.number().min(0).max(MAX_VIDEO_SECONDS)
