import { z } from 'zod'
import { dateTime, webUrl, words } from './field.js'

/** A fact beside the keys of an engagement call. Its value has to be what its data type says. */
export const property = z.discriminatedUnion('dataType', [
  z.strictObject({ name: words, value: z.string(), dataType: z.literal('string') }),
  z.strictObject({ name: words, value: z.number(), dataType: z.literal('number') }),
  z.strictObject({ name: words, value: webUrl, dataType: z.literal('url') }),
  z.strictObject({ name: words, value: dateTime, dataType: z.literal('date') }),
])
