import { z } from 'zod'
import { readIntegrationId } from './integration-id.js'
import type { NetworkFault } from './network-fault.js'

/** What came back from Gong, or why nothing did. */
export type GongAnswer = Answered | { kind: 'timeout' } | ({ kind: 'unreachable' } & NetworkFault)

export interface Answered {
  kind: 'answer'
  status: number
  requestId: string | null
  /** An int64, as text: the engagement calls answer with it. */
  integrationId: string | null
  /** Gong's words; empty when it gave none or they could not be read. */
  errors: string[]
  /** The raw header: seconds by the contract, a date by HTTP. */
  retryAfter: string | null
  /** When it was answered, by the other side's clock. */
  dateMs: number | null
  /** The body was a JSON object, as Gong's are; a proxy's page, nothing, or more than Gong ever says is not. */
  isGongs: boolean
  /** Of a 401: the access had ended, and the next call is made with another. */
  isSignInEnded?: boolean
}

/** Each key by itself: an odd one must not cost the words of the other. */
const answerBody = z.object({
  requestId: z.string().max(256).nullish().catch(null),
  errors: z.array(z.string()).nullish().catch(null),
})

export type JsonObject = Record<string, unknown>

/** The answer, and the JSON object that was its body; null when that was none or longer than we read. */
export function readAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string | null,
): { answer: Answered; body: JsonObject | null } {
  const body = parseObject(text)
  // Where the body decides nothing, the status alone does.
  const { requestId, errors } = answerBody.parse(body ?? {})
  const answer: Answered = {
    kind: 'answer',
    status,
    requestId: requestId ?? null,
    integrationId: body && text !== null ? readIntegrationId(text) : null,
    errors: errors ?? [],
    retryAfter: headers.get('retry-after'),
    dateMs: readDateMs(headers.get('date')),
    isGongs: body !== null,
  }
  return { answer, body }
}

function parseObject(text: string | null): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text ?? '')
    // What JSON.parse makes of an object has keys that are strings.
    return typeof json === 'object' && !Array.isArray(json) ? (json as JsonObject | null) : null
  } catch {
    // A proxy's HTML page, half an answer, or nothing.
    return null
  }
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.date; Date.parse alone takes a bare number for a year. */
function readDateMs(header: string | null): number | null {
  if (!/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(header ?? '')) return null
  const dateMs = Date.parse(header ?? '')
  return Number.isNaN(dateMs) ? null : dateMs
}
