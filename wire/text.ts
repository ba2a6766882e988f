import { z } from 'zod'
import { MAX_ID_CHARACTERS, MAX_TIME_MS, MAX_URL_CHARACTERS } from './limits.js'

/**
 * A string of which the first `max` code points are kept, since no long title is worth the loss of its event. What no
 * database and no terminal should see is replaced by U+FFFD: NUL (PostgreSQL refuses it), lone surrogates (its jsonb
 * refuses them) and other control characters.
 */
export function text(max: number) {
  return z.string().overwrite((value) => replaceUnstorable(cut(value, max)))
}

export function requiredText(max: number) {
  return z
    .string()
    .min(1)
    .overwrite((value) => replaceUnstorable(cut(value, max)))
}

/** An id or a token of at most `max` code points; a longer one is refused, since a part of one is another one. */
export function opaque(max: number) {
  return z.string().min(1).max(max).overwrite(replaceUnstorable)
}

/** An absolute http or https address, as the page saw it; cut like a text. */
export const webUrl = z
  .string()
  .overwrite((value) => replaceUnstorable(cut(value, MAX_URL_CHARACTERS)))
  .refine(isWebUrl, 'must be an absolute http or https URL')

/** 128 random bits as 32 hexadecimal digits: a visitor's or a session's id. */
export const randomId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')

/** An id that somebody else minted: ours to carry, not to read. */
export const foreignId = opaque(MAX_ID_CHARACTERS)

/** A bare host name with a dot in it: no scheme, no path, no port. */
export const domain = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i,
    'must be a domain such as example.com',
  )

/** Milliseconds since the epoch. */
export const timeMs = z.int().min(0).max(MAX_TIME_MS)

export const percent = z.int().min(0).max(100)

/** For texts that quote what a page sent and did not pass its schema. */
export function replaceUnstorable(value: string): string {
  return value.replace(UNSTORABLE, '\uFFFD')
}

// C0 and C1 control characters, and surrogates that stand alone (the u flag pairs the others up).
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u001F\u007F-\u009F]|\p{Surrogate}/gu

function cut(value: string, max: number): string {
  // By code points, so that no character is cut in two; no text has more of them than of units.
  return value.length > max ? Array.from(value).slice(0, max).join('') : value
}

function isWebUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}
