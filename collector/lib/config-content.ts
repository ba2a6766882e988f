import { z } from 'zod'
import { MAX_ID_CHARACTERS } from '../../wire/limits.js'
import { origin } from './config-origin.js'
import { strictObject } from './strict-object.js'

const words = z
  .string()
  .trim()
  .min(1, 'must not be blank')
  .max(120, 'must have at most 120 letters')

/** `*` stands for any run of characters, slashes too; what follows a `#` is a path that a router keeps in the fragment. */
const pathPattern = z
  .string()
  .regex(
    /^[/*][^?]*$/,
    'must be a path such as "/pricing*", without a query, in which * stands for anything',
  )

/** What a page is to sellers. Rules are asked in order; the first whose `match` and `origin` fit decides alone. */
export const contentRule = strictObject({
  /** The page's path, without query and fragment; by collector/enrich/content-rules.ts. */
  match: pathPattern,
  /** Where the page lives; any of the site's origins when absent. */
  origin: origin.optional(),
  /** Instead of the page's own. */
  title: words.optional(),
  labels: z.array(words).max(20).optional(),
  /** Instead of host and path: pages that share it are one content. */
  contentId: words.max(MAX_ID_CHARACTERS).optional(),
  /** What goes first when calls are short. */
  priority: z.enum(['high', 'normal', 'low']).default('normal'),
  /** One interaction a view, a content and session, or for such pages of a whole session together. */
  granularity: z.enum(['each', 'content', 'session']).default('content'),
  /** False: nothing of these pages is told. */
  send: z.boolean().default(true),
  /** By which of Gong's calls. */
  reportAs: z
    .enum(['digital-interaction', 'content-viewed', 'custom-action'])
    .default('digital-interaction'),
})

export type ContentRule = z.infer<typeof contentRule>
