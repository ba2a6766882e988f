import { z } from 'zod'
import { strictObject } from './strict-object.js'

const share = z.number().min(0).max(0.95, 'must be at most 0.95, or nothing is left')

/** What of our part of Gong's day is kept for what matters more. */
export const reserve = strictObject({
  /** For high priority alone; nothing when no content rule gives it. */
  high: share.default(0.3),
  /** For high and normal priority together, against low. */
  normal: share.default(0.6),
}).prefault({})

const MINUTES_OF_DAY = 24 * 60

/** `08:00` as minutes of the day; `24:00` is midnight at its end. */
const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "08:00"')

/** The hours through which what is not of high priority is spread. */
export const businessDay = strictObject({
  from: timeOfDay.default('08:00'),
  to: timeOfDay.default('18:00'),
  /** An IANA name. */
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as "America/New_York"')
    .default('UTC'),
})
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), {
    path: ['to'],
    message: 'must be after from',
  })
  .prefault({})

/** Minutes of the day of a time such as `08:00`: 0 to 1,440. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return Math.min(MINUTES_OF_DAY, hours * 60 + minutes)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false // A RangeError is its only way to say so.
  }
}
