import { replaceUnstorable } from '../../wire/text.js'

/** What a stranger sent, as far as an answer or a log line quotes it: bounded, without control characters. */
export function quote(text: string, maxCharacters: number): string {
  const cut = text.length > maxCharacters ? `${text.slice(0, maxCharacters - 1)}…` : text
  return replaceUnstorable(cut)
}
