/**
 * Text from a page, made fit for a seller's eyes: one line, no control or direction-changing characters, no
 * addresses, at most 120 characters and never cut within one (by grapheme). May come out empty.
 */
export function cleanText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const line = text.replace(URLS, '').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
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

const URLS = /\bhttps?:\/\/\S+/gi

// Control characters, bidirectional overrides and isolates, zero-width spaces, and the mark of replaced characters.
// Zero-width joiners stay: emoji and several scripts are written with them.
const INVISIBLE = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFFD]/gu

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
