/**
 * Text from a page, made fit for a seller's eyes: one line, without control or direction-changing characters, markup,
 * addresses of the web or of mail, and tokens; at most 120 characters and never cut within one (by grapheme). Comes out
 * empty where nothing to be seen is left.
 */
export function cleanText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const visible = text.replace(BREAKS, ' ').replace(INVISIBLE, '').replace(PILED_MARKS, '$1')
  const line = visible
    .replace(TAGS, ' ')
    .replace(URLS, '')
    .replace(EMAILS, ' ')
    .replace(RUNS, (run) => (isToken(run) ? ' ' : run))
    .replace(/\s+/g, ' ')
    .trim()
  if (!SEEN.test(line)) return ''
  if (line.length <= maxCharacters) return line
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment)
  return characters.length <= maxCharacters
    ? line
    : `${characters
        .slice(0, maxCharacters - 1)
        .join('')
        .trimEnd()}…`
}

const MAX_CHARACTERS = 120

// Line ends, other control characters and the mark of those replaced on arrival part words; nothing else does.
const BREAKS = /[\p{Cc}\uFFFD]/gu

// Direction marks, overrides and isolates, soft hyphens, zero-width spaces, invisible operators, and letters that are
// drawn as nothing (Hangul fillers, blank Braille). Taken out before addresses are looked for, since they would hide
// one. Zero-width joiners stay: emoji and several scripts need them.
const INVISIBLE =
  /[\p{Bidi_Control}\u00AD\u115F\u1160\u200B\u2060-\u2064\u2800\u3164\uFEFF\uFFA0]/gu

// Marks on one letter: no script has so many, and more would reach into the lines above and below.
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu

// What looks like a tag, whole or cut off. `a < b` and `<3` are none.
const TAGS = /<[a-z/!][^<>]*>?/gi

// Also within a word: a reader's program would make a link of it all the same.
const URLS = /[a-z][a-z0-9+.-]{0,20}:\/\/\S*/gi

// The at sign also as %40; and what the snippet puts in the place of one. `library@1.2.3` is none.
const EMAILS =
  /[^\s@]{1,64}(?:@|%(?:25)*40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}[\p{L}\p{N}-]+|\[email\]/gu

/** Long enough to be a token; whether it is one is a matter of its letters. */
const RUNS = /[\w+=-]{20,}/g
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Something that a reader could see: joiners and marks alone are nothing. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

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
