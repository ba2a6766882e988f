import { replaceUnstorable } from '../../wire/text.js'

/** A text that an operator sent, as every database takes it. Line breaks and tabs stay: text areas are full of them. */
export function storable(text: string): string {
  return text.replace(/[^\t\n\r]+/g, (line) => replaceUnstorable(line))
}
