/** At most so many bytes of a text, with what no database takes as text (NUL, lone surrogates) replaced by U+FFFD. */
export function boundedText(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text.replaceAll('\0', '\uFFFD'))
  if (bytes.byteLength <= maxBytes) return bytes.toString()
  // A character that the cut goes through is left out.
  let end = maxBytes
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end--
  return bytes.subarray(0, end).toString()
}

/**
 * JSON text in which NUL and lone surrogates, escaped or not, are replaced by U+FFFD. PostgreSQL takes neither in
 * `jsonb`: https://www.postgresql.org/docs/current/datatype-json.html
 */
export function storableJson(json: string): string {
  // Each escape is read whole, so that an escaped backslash before "u0000" stays what it is.
  return boundedText(json, Infinity).replace(ESCAPES, (escape, code: string) =>
    code.length > 1 ? '\\ufffd' : escape,
  )
}

// JSON.stringify writes a surrogate as an escape only where it is alone.
const ESCAPES = /\\(u0000|ud[89a-f][0-9a-f]{2}|.)/gi
