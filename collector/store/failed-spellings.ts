/** A piece of what a page sent, as whoever wrote it meant it. */
export type Spelling =
  { kind: 'text'; text: string } | { kind: 'object'; fields: Readonly<Record<string, unknown>> }

/** How often one thing is wrapped in another: a token in a query in a URL in JSON. */
const MAX_WRAPPINGS = 5

interface Piece {
  value: unknown
  /** How often it was unwrapped. */
  depth: number
}

/**
 * All texts and objects in a body, whether it is JSON or was cut off: unescaped, and what they hold percent-encoded, as
 * JSON within JSON, or in the payload of a signed token. What is wrapped deeper than five times is left as it stands.
 * Without recursion, so that no nesting is too deep. As many as there are: whoever reads them ends it.
 */
export function* spellingsOf(body: string): Generator<Spelling> {
  const whole = parse(body)
  const pieces: Piece[] =
    whole === undefined ? [...cutOff(body)] : [{ value: whole.value, depth: 0 }]
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const { value, depth } = piece
    if (typeof value === 'string') {
      yield { kind: 'text', text: value }
      if (depth >= MAX_WRAPPINGS) continue
      for (const inner of unwrap(value)) pieces.push({ value: inner, depth: depth + 1 })
    } else if (Array.isArray(value)) {
      for (const each of value) pieces.push({ value: each, depth })
    } else if (typeof value === 'object' && value !== null) {
      const fields: Record<string, unknown> = { ...value }
      yield { kind: 'object', fields }
      for (const [key, each] of Object.entries(fields)) {
        pieces.push({ value: key, depth }, { value: each, depth })
      }
    }
  }
}

/** What a text stands for beside itself. */
function* unwrap(text: string): Generator<unknown> {
  if (/^\s*[{["]/.test(text)) {
    const inner = parse(text)
    if (inner !== undefined) yield inner.value
  }
  if (/[?&=]/.test(text)) {
    // A plus is a space in a query, and not before one.
    for (const part of text.split(/[?&=#;]/).slice(1)) {
      if (/[@%+.]/.test(part)) yield part.replaceAll('+', ' ')
    }
  }
  if (text.includes('%')) {
    const decoded = decode(text)
    if (decoded !== text) yield decoded
  }
  for (const word of text.split(/[^\w.-]+/)) {
    const [, payload, signature, ...more] = word.split('.', 4)
    if (!payload || payload.length < 8 || signature === undefined || more.length > 0) continue
    const inner = parse(Buffer.from(payload, 'base64url').toString())
    if (inner !== undefined && typeof inner.value === 'object') yield inner.value
  }
}

/** What can be decoded is, whatever stands beside it. */
function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  )
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined // A text like any other.
  }
}

const FIELD = /"(email|phoneNumber|trackingId|personId)"\s*:\s*("(?:[^"\\]|\\.)*"?|[\d.]+)/g

/** Of what is no JSON what its quotes hold, and the fields that name by their keys. */
function* cutOff(body: string): Generator<Piece> {
  for (const text of body.split('"')) yield { value: unescape(text), depth: 0 }
  for (const [, name = '', value = ''] of body.matchAll(FIELD)) {
    const text = unescape(value.replace(/^"|"$/g, ''))
    yield { value: { [name]: value.startsWith('"') ? text : Number(value) }, depth: 0 }
  }
}

function unescape(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\(.)/g, '$1')
}
