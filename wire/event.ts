import { z } from 'zod'
import {
  MAX_ACTIVE_SECONDS,
  MAX_INT32,
  MAX_PROPERTIES,
  MAX_STEPS,
  MAX_TEXT_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  MAX_TOKEN_CHARACTERS,
  MAX_TRACKING_ID_CHARACTERS,
  MAX_URL_CHARACTERS,
  MIN_INT32,
} from './limits.js'
import { person } from './person.js'
import {
  domain,
  foreignId,
  opaque,
  percent,
  randomId,
  requiredText,
  text,
  timeMs,
  webUrl,
} from './text.js'
import { milestonePercent, video, videoSeconds } from './video.js'

const int32 = z.int().min(MIN_INT32).max(MAX_INT32)

/** The page on which an event happened; `viewId` tells two views of one address apart. */
const page = z.strictObject({
  url: webUrl,
  title: text(MAX_TITLE_CHARACTERS),
  referrer: text(MAX_URL_CHARACTERS).optional(),
  /** What the page's `<link rel=canonical>` says, where that is another address than `url`. */
  canonicalUrl: webUrl.optional(),
  viewId: randomId,
})

const common = {
  /** Unique forever within a site: a repeat is stored once. */
  eventId: z.uuid(),
  sessionId: randomId,
  /** By the page's clock; the collector corrects it by the beacon's `sentAtMs`. */
  occurredAtMs: timeMs,
  page,
  /** Gong's opaque id of the person, exactly as it came. */
  trackingId: opaque(MAX_TRACKING_ID_CHARACTERS).optional(),
  /** Our own tracked link's token, with the view to which the visitor came by it. */
  linkToken: opaque(64).optional(),
}

const pageView = z.strictObject({
  type: z.literal('page_view'),
  ...common,
  viewport: z
    .strictObject({
      width: z.int().min(0).max(100_000),
      height: z.int().min(0).max(100_000),
    })
    .optional(),
})

const pageLeave = z.strictObject({
  type: z.literal('page_leave'),
  ...common,
  activeSeconds: z.number().min(0).max(MAX_ACTIVE_SECONDS),
  scrollPercent: percent,
})

const click = z.strictObject({
  type: z.literal('click'),
  ...common,
  target: z.strictObject({
    kind: z.enum(['link', 'button', 'element']),
    text: text(MAX_TEXT_CHARACTERS).optional(),
    href: text(MAX_URL_CHARACTERS).optional(),
    id: text(MAX_TEXT_CHARACTERS).optional(),
    name: text(MAX_TEXT_CHARACTERS).optional(),
  }),
  outbound: z.boolean().optional(),
})

const fileDownload = z.strictObject({
  type: z.literal('file_download'),
  ...common,
  href: text(MAX_URL_CHARACTERS),
  fileName: requiredText(MAX_TEXT_CHARACTERS),
})

/** Names of the form only: a field's value never travels. */
const formSubmit = z.strictObject({
  type: z.literal('form_submit'),
  ...common,
  formId: text(MAX_TEXT_CHARACTERS).optional(),
  formName: text(MAX_TEXT_CHARACTERS).optional(),
})

const videoProgress = z.strictObject({
  type: z.literal('video_progress'),
  ...common,
  video,
  /** Share of the video's seconds really played, rounded down: the union of played ranges. */
  watchedPercent: percent,
  /** The highest mark that `watchedPercent` has reached. */
  milestonePercent: milestonePercent.optional(),
  /** The furthest point reached, played or skipped to. */
  positionPercent: percent,
  watchedSeconds: videoSeconds,
  ended: z.boolean().optional(),
})

const search = z.strictObject({
  type: z.literal('search'),
  ...common,
  name: requiredText(MAX_TEXT_CHARACTERS),
  objectType: z.enum(['VENDOR', 'PRODUCT', 'CATEGORY']),
  domain,
  objectId: foreignId.optional(),
  url: webUrl.optional(),
})

const step = z.strictObject({
  type: z.literal('step'),
  ...common,
  title: requiredText(MAX_TITLE_CHARACTERS),
  value: requiredText(MAX_TEXT_CHARACTERS),
  availableSteps: z.array(requiredText(MAX_TEXT_CHARACTERS)).min(1).max(MAX_STEPS),
})

const rating = z
  .strictObject({
    type: z.literal('rating'),
    ...common,
    title: requiredText(MAX_TITLE_CHARACTERS),
    value: int32,
    from: int32,
    to: int32,
    kind: z.enum(['NPS', 'RATING', 'OTHER']),
  })
  .refine(({ value, from, to }) => from <= value && value <= to, {
    path: ['value'],
    message: 'must lie between from and to',
  })

const custom = z.strictObject({
  type: z.literal('custom'),
  ...common,
  name: requiredText(MAX_TEXT_CHARACTERS),
  title: text(MAX_TITLE_CHARACTERS).optional(),
  properties: z
    .record(opaque(64), z.union([text(MAX_TITLE_CHARACTERS), z.number(), z.boolean()]))
    .refine((properties) => Object.keys(properties).length <= MAX_PROPERTIES, {
      message: `must have at most ${MAX_PROPERTIES} keys`,
    })
    .optional(),
})

const identify = z.strictObject({
  type: z.literal('identify'),
  ...common,
  person,
  token: opaque(MAX_TOKEN_CHARACTERS).optional(),
})

/** A log-out: whoever comes next in this browser is someone else. */
const reset = z.strictObject({ type: z.literal('reset'), ...common })

/** One thing that happened on a page. Unknown keys are refused. */
export const event = z.discriminatedUnion('type', [
  pageView,
  pageLeave,
  click,
  fileDownload,
  formSubmit,
  videoProgress,
  search,
  step,
  rating,
  custom,
  identify,
  reset,
])

export type WireEvent = z.infer<typeof event>
export type EventType = WireEvent['type']
export type EventOf<T extends EventType> = Extract<WireEvent, { type: T }>
