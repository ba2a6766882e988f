/** Cuts a text that is longer for a table, and shows that it does. By code points, so that no character is cut in two. */
export function shorten(text: string, maxCharacters: number): string {
  const characters = Array.from(text)
  return characters.length <= maxCharacters
    ? text
    : `${characters.slice(0, maxCharacters - 1).join('')}…`
}
