import { z } from 'zod'
import { siteId } from '../../wire/beacon.js'
import { MAX_EMAIL_CHARACTERS, MAX_TEXT_CHARACTERS } from '../../wire/limits.js'
import { foreignId, replaceUnstorable, requiredText, timeMs } from '../../wire/text.js'
import { cleanText } from '../lib/clean-text.js'
import type { Site } from '../lib/config-file.js'
import { strictObject } from '../lib/strict-object.js'
import { linkDays, linkUrl, MAX_LINKS, oncePerSite } from './links-body.js'
import { personBody } from './person-body.js'

/** What a seller reads: fit for his eyes, as what pages say is. */
const words = requiredText(MAX_TEXT_CHARACTERS)
  .transform((value) => cleanText(value))
  .refine((value) => value !== '', 'must not be blank')

const id = foreignId.trim().min(1, 'must not be blank')

const sharer = strictObject({
  id: id.optional(),
  email: z.string().trim().toLowerCase().pipe(z.email().max(MAX_EMAIL_CHARACTERS)).optional(),
  name: words.optional(),
}).refine((value) => Object.keys(value).length > 0, 'must have an email, a name or an id')

/** A seller's own words, links and all; of several lines, and HTML is allowed. The whole request bounds it. */
const messageText = z
  .string()
  .transform((value) =>
    value
      .replace(/\t/g, ' ')
      .split(/\r\n|\r|\n/)
      .map(replaceUnstorable)
      .join('\n')
      .trim(),
  )
  .refine((value) => value !== '', 'must not be blank')

const message = strictObject({
  subject: requiredText(MAX_TEXT_CHARACTERS).trim().min(1, 'must not be blank').optional(),
  body: messageText.optional(),
})

const recipient = strictObject({
  person: personBody.refine(({ email }) => email !== undefined, {
    message: 'must have an email: Gong finds who was sent something by nothing else',
  }),
  /** What they are in their company. */
  title: words.optional(),
})

const moment = z.union(
  [timeMs, z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))],
  { error: 'must be a time such as "2026-11-17T12:00:00Z", or milliseconds since 1970' },
)

/** Reads what a site's server says of a share. Its links live for `maxDays` unless less is wished for. */
export function createShareBodies(maxDays: number) {
  return oncePerSite((site) => createShareBody(site, maxDays))
}

function createShareBody(site: Site, maxDays: number) {
  return strictObject({
    /** The key says it already; who says it too wants it to fit. */
    siteId: siteId.optional(),
    url: linkUrl(site),
    /** Instead of the content rule's, or the path. */
    title: words.optional(),
    /** Instead of the one by the content rules: for a page whose views are known by another address. */
    contentId: id.optional(),
    sharer: sharer.optional(),
    message: message.optional(),
    recipients: z.array(recipient).min(1).max(MAX_LINKS),
    expiresInDays: linkDays(maxDays),
    /** When it was sent; now, unless it is said. */
    occurredAt: moment.optional(),
  })
}

export type ShareBody = z.infer<ReturnType<typeof createShareBody>>
