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

/** The place of the quote that closes the string opened at `start`. */
function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json.charCodeAt(at) !== QUOTE) {
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  }
  return at
}
