/**
 * Text from a page, made fit for a seller's eyes: one line, no control or direction-changing characters, no
 * addresses, at most 120 characters and never cut within one (by grapheme). May come out empty.
 */
export function cleanText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const visible = text.replace(BREAKS, ' ').replace(INVISIBLE, '')
  const line = visible.replace(URLS, '').replace(/\s+/g, ' ').trim()
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

// Direction marks, overrides and isolates, soft hyphens, zero-width spaces and invisible operators. Taken out before
// addresses are looked for, since they would hide one. Zero-width joiners stay: emoji and several scripts need them.
const INVISIBLE = /[\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\uFEFF]/gu

// Also within a word: a reader's program would make a link of it all the same.
const URLS = /https?:\/\/\S*/gi

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
