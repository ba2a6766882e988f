/**
 * Whether JSON text nests deeper than `maxDepth`, found by counting brackets outside strings, before anything
 * recursive sees the text: 20 kB of nested brackets pass JSON.parse and then overflow JSON.stringify.
 * Says nothing about whether the text is JSON.
 */
export function nestsDeeperThan(json: string, maxDepth: number): boolean {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const character = json.charCodeAt(at)
    if (character === QUOTE) {
      at = endOfString(json, at)
    } else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      if (++depth > maxDepth) return true
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) {
      depth--
    }
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const OPEN_BRACKET = 0x5b
const CLOSE_BRACE = 0x7d
const CLOSE_BRACKET = 0x5d

/** The place of the quote that closes the string opened at `start`; the text's end when nothing closes it. */
function endOfString(json: string, start: number): number {
  let at = json.indexOf('"', start + 1)
  while (at !== -1 && isEscaped(json, at)) at = json.indexOf('"', at + 1)
  return at === -1 ? json.length : at
}

/** By an odd number of backslashes before it. Strings begin with a quote, so there is always something before. */
function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}
