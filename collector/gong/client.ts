import { z } from 'zod'
import { readBounded } from '../lib/read-bounded.js'
import type { DigitalInteraction } from './digital-interaction.js'

/** What came back from Gong, or why nothing did. */
export type GongAnswer =
  | {
      kind: 'answer'
      status: number
      requestId: string | null
      /** Gong's words; empty when it gave none or they could not be read. */
      errors: string[]
      /** The raw header: seconds by the contract, a date by HTTP. */
      retryAfter: string | null
    }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; cause: string }

export interface GongClient {
  sendDigitalInteraction(interaction: DigitalInteraction): Promise<GongAnswer>
}

export interface GongClientOptions {
  baseUrl: string
  accessKey: string
  accessKeySecret: string
  fetch: typeof globalThis.fetch
  timeoutMs: number
}

/** Gong's answers are a few hundred bytes; more than this is not Gong. */
const MAX_ANSWER_BYTES = 64 * 1024

/** Each key by itself: an odd one must not cost the words of the other. */
const answerBody = z.object({
  requestId: z.string().max(256).nullish().catch(null),
  errors: z.array(z.string()).nullish().catch(null),
})

/** Calls Gong with an access key. Never throws for what Gong or the network does, never retries: the outbox does. */
export function createGongClient(options: GongClientOptions): GongClient {
  const { baseUrl, accessKey, accessKeySecret, fetch, timeoutMs } = options
  const authorization = `Basic ${Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64')}`

  return {
    async sendDigitalInteraction(interaction) {
      try {
        const response = await fetch(`${baseUrl}/v2/digital-interaction`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(interaction),
          // A redirect would carry the key elsewhere.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        const { requestId, errors } = readAnswer(
          (await readBounded(response, MAX_ANSWER_BYTES)) ?? '',
        )
        const retryAfter = response.headers.get('retry-after')
        return { kind: 'answer', status: response.status, requestId, errors, retryAfter }
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout' }
        return { kind: 'unreachable', cause: causeOf(error) }
      }
    },
  }
}

function readAnswer(text: string): { requestId: string | null; errors: string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // A proxy's HTML page, or nothing: the status alone decides.
    return { requestId: null, errors: [] }
  }
  const parsed = answerBody.safeParse(json)
  if (!parsed.success) return { requestId: null, errors: [] }
  return { requestId: parsed.data.requestId ?? null, errors: parsed.data.errors ?? [] }
}

/** fetch says "fetch failed" and hides the reason in its cause. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown }
  return String(cause ?? error)
}
