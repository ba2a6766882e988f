/**
 * Mail addresses, the at sign also as %40. `library@1.2.3` is none. Of the domain only letters, marks and digits of any
 * script, which is what a reader's program would make a link of.
 */
export const EMAILS =
  /[^\s@]{1,64}(?:@|%(?:25)*40)[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*\.\p{L}[\p{L}\p{M}\p{N}-]+/gu

export function holdsEmail(text: string): boolean {
  return text.search(EMAILS) >= 0
}

/** The text with `mark` in the place of keys, hashes, UUIDs and signed tokens. */
export function withoutTokens(text: string, mark: string): string {
  return text.replace(SIGNED, mark).replace(RUNS, (run) => (isToken(run) ? mark : run))
}

export function holdsToken(text: string): boolean {
  return withoutTokens(text, '') !== text
}

/** A JSON Web Token, whole: its header is an object in base64, which begins with `{"`. */
const SIGNED = /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g

/** Long enough to be a token; whether it is one is a matter of its letters. */
const RUNS = /[\w+=-]{20,}/g
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Whether a long run is a key, a hash or a signature and no name of a file: letters and digits take turns in the middle
 * of its words, or it is nothing but digits.
 */
function isToken(run: string): boolean {
  const turns = run.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0
  return turns >= MIN_TURNS || UUID.test(run) || /^\d+$/.test(run)
}

/** `whitepaper-2026-v2-q3-en` has two. */
const MIN_TURNS = 4
