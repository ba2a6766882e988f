/** Undefined for what is not JSON; JSON itself has no undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // A SyntaxError: the caller says so in its own words.
  }
}

/** For the log of refused calls too, whose body may be anything. */
export function eventIdIn(body: unknown): string | undefined {
  return stringIn(body, 'eventId')
}

/** What a call is about: digital interactions have a `content` around the title, the others do not. */
export function contentTitleIn(body: unknown): string | null {
  return (
    stringIn(valueIn(body, 'content'), 'contentTitle') ?? stringIn(body, 'contentTitle') ?? null
  )
}

function stringIn(body: unknown, key: string): string | undefined {
  const value = valueIn(body, key)
  return typeof value === 'string' ? value : undefined
}

function valueIn(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, key)
    ? (body as Record<string, unknown>)[key] // An own key of an object.
    : undefined
}
