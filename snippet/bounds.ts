/*
 * The collector's bounds, or less: a value import from wire/ would bring its schemas into the page. A test holds what
 * is built here to those schemas. In UTF-16 units, as there.
 */
const MAX_LONG_TEXT_CHARACTERS = 2048
const MAX_TEXT_CHARACTERS = 256

/**
 * A replacer for JSON.stringify that cuts each text to its bound, by the name of the field, so that no long text
 * costs its event. It never leaves half a surrogate pair. Tokens and ids stay whole: a part of one is another one, and
 * the collector keeps the failed event with its reason.
 */
export function boundText(key: string, value: unknown): unknown {
  return typeof value === 'string' && !/^token|Id$/.test(key)
    ? value
        .slice(0, /^(url|href|ref)/.test(key) ? MAX_LONG_TEXT_CHARACTERS : MAX_TEXT_CHARACTERS)
        .replace(/[\uD800-\uDBFF]$/, '')
    : value
}

/**
 * The entries of an object from the page that the wire can carry: texts, cut to their bounds, numbers and booleans. What
 * is nested is left out, since a beacon may be only 8 levels deep and would be refused with all its events. Where the
 * page makes up the names itself, one `key` gives the bound of all.
 */
export function pickPlain(source: unknown, key?: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(source ?? {})
      .filter(([, value]) => /^(st|nu|bo)/.test(typeof value))
      .map(([name, value]) => [name, boundText(key ?? name, value)]),
  )
}
