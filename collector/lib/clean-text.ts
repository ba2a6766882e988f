import { EMAILS, withoutTokens } from './private-words.js'

/**
 * Text from a page, made fit for a seller's eyes: one line, without control or direction-changing characters, hidden
 * text, markup, addresses of the web or of mail, and tokens; at most 120 characters (graphemes), of eight code points
 * each in the middle, and never cut within one. Comes out empty where nothing to be seen is left.
 */
export function cleanText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const visible = text
    .replace(BREAKS, ' ')
    .replace(INVISIBLE, '$1')
    .replace(STRAY_VARIANTS, '')
    .replace(JOINED_TWICE, '$1')
    .replace(PILED_MARKS, '$1')
  const line = visible
    .replace(TAGS, ' ')
    .replace(/\S+/g, withoutAddresses)
    .replace(/\s+/g, ' ')
    .trim()
  return SEEN.test(line) ? cut(line, maxCharacters) : ''
}

const MAX_CHARACTERS = 120

/** A family has seven; what has more in the middle is a pile that reaches into the lines around it. */
const CODE_POINTS_PER_CHARACTER = 8

// Line ends, other control characters and the mark of those replaced on arrival part words; nothing else does.
const BREAKS = /[\p{Cc}\uFFFD]/gu

// What is drawn as nothing: direction marks, soft hyphens, zero-width spaces, invisible operators, fillers, blank
// Braille, and tag characters, which spell words that only a machine reads. Taken out before addresses are looked for,
// since it would hide one. Zero-width joiners and variation selectors stay: emoji and several scripts need them; and so
// do the tags of the three flags that are made of them (England, Scotland, Wales).
const INVISIBLE =
  /(\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F})|(?![\u200C\u200D\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}|[\u2800\uFFF9-\uFFFB]/gu

// Selectors where they select nothing: a long row of them can spell anything. Emoji have two, Han letters the others.
const STRAY_VARIANTS =
  /(?<!\p{Emoji})[\uFE0E\uFE0F]|(?<!\p{Script=Han})[\uFE00-\uFE0D\u{E0100}-\u{E01EF}]/gu

const JOINED_TWICE = /([\u200C\u200D])[\u200C\u200D]+/g

// Marks on one letter: no script has so many, and more would reach into the lines above and below.
const PILED_MARKS = /((?:\p{M}|[\u200C\u200D]){8})(?:\p{M}|[\u200C\u200D])+/gu

// What looks like a tag, whole or cut off. `a < b` and `<3` are none.
const TAGS = /<[a-z/!][^<>]*>?/gi

// Also within a word: a reader's program would make a link of it all the same.
const URLS = /[a-z][a-z0-9+.-]{0,20}:\/\/\S*/gi

// Without a scheme a reader's program takes this one alone for an address.
const WWW = /(?<![\p{L}\p{N}])www\.[\p{L}\p{M}\p{N}-]+\.\S*/giu

// What the snippet puts in the place of a mail address.
const EMAIL_MARK = /\[email\]/g

/** Something that a reader could see: joiners and marks alone are nothing. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

const JOINERS = /[\u200C\u200D\p{Variation_Selector}]/gu

/** A word as it is, unless it holds an address or a token: also one that joiners, which are not seen, would hide. */
function withoutAddresses(word: string): string {
  const bare = word.replace(JOINERS, '')
  const plain = bare.replace(TAGS, ' ').replace(URLS, '').replace(EMAILS, ' ')
  const clean = withoutTokens(plain.replace(EMAIL_MARK, ' ').replace(WWW, ''), ' ')
  return clean === bare ? word : clean
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function cut(line: string, maxCharacters: number): string {
  if (line.length <= maxCharacters) return line
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment)
  const maxCodePoints = maxCharacters * CODE_POINTS_PER_CHARACTER
  if (characters.length <= maxCharacters && lengthOf(line) <= maxCodePoints) return line
  const kept: string[] = []
  let left = maxCodePoints - 1
  for (const each of characters.slice(0, maxCharacters - 1)) {
    left -= lengthOf(each)
    if (left < 0) break
    kept.push(each)
  }
  const start = kept.join('').trimEnd()
  return start && `${start}…`
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
