/*
 * The collector's bounds, or less: a value import from wire/ would bring its schemas into the page. A test holds what
 * is built here to those schemas. In UTF-16 units, as there.
 */
const MAX_LONG_TEXT_CHARACTERS = 2048
const MAX_TEXT_CHARACTERS = 256

/**
 * A replacer for JSON.stringify that cuts each text to its bound, by the name of the field, so that no long text
 * costs its event. It never leaves half a surrogate pair.
 */
export function boundText(key: string, value: unknown): unknown {
  const isLong = /^(url|href|referrer|token|trackingId)$/.test(key)
  return typeof value === 'string'
    ? value
        .slice(0, isLong ? MAX_LONG_TEXT_CHARACTERS : MAX_TEXT_CHARACTERS)
        .replace(/[\uD800-\uDBFF]$/, '')
    : value
}

/**
 * The entries of an object from the page that the wire can carry: texts, cut to 256 characters, numbers and booleans.
 * What is nested is left out, since a beacon may be only 8 levels deep and would be refused with all its events.
 */
export function pickPlain(source: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(source ?? {})
      .filter(([, value]) => /^(str|num|boo)/.test(typeof value))
      .map(([name, value]) => [name, boundText('', value)]),
  )
}
