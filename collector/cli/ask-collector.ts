import { z } from 'zod'
import { safeText } from '../explain/in-words.js'
import { isLoopback } from '../lib/is-loopback.js'
import { readBounded } from '../lib/read-bounded.js'
import { Failure } from './failure.js'

/** What the collector has made. */
const shared = z.object({
  shareId: z.string(),
  reported: z.boolean(),
  links: z.array(z.object({ token: z.string(), link: z.string(), expiresAt: z.string() })),
})

export type Shared = z.infer<typeof shared>

const refused = z.object({ error: z.string(), issues: z.array(z.string()) })

/** As long as the collector itself waits for its store, and a little more. */
const ANSWER_WITHIN_MS = 15_000

/** A hundred links. */
const MAX_ANSWER_BYTES = 256 * 1024

/**
 * Asks a running collector for a share. Throws a Failure with what whoever asked can do about it. Asked again, it makes
 * another share: so nothing is asked twice by itself.
 */
export async function askCollector({
  collector,
  key,
  body,
}: {
  collector: string
  key: string
  body: object
}): Promise<Shared> {
  const response = await post(addressOf(collector), { key, body })
  const json = await readJson(response)
  if (response.status === 201) {
    const made = shared.safeParse(json)
    if (made.success) return made.data
  }
  throw new Failure(wordsOf(response, { json, collector }))
}

/** The key goes with it: it must not cross a network in the clear. */
function addressOf(collector: string): string {
  const url = URL.canParse(collector) ? new URL(collector) : null
  const isHere = url !== null && isLoopback(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere)) {
    return new URL('/v1/shares', url).href
  }
  throw new Failure(
    `--collector: expected an https address, or http on this machine only, got ${JSON.stringify(collector)}`,
  )
}

async function post(
  address: string,
  { key, body }: { key: string; body: object },
): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      // Wherever it would lead, the key is not for it.
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
  } catch (error) {
    const { cause = error } = error as { cause?: unknown }
    throw new Failure(
      `--collector: no answer from ${address}: ${safeText(String(cause))}. Is the collector running, and is this its public address?`,
      { cause: error },
    )
  }
}

/** Null where it is none, such as a proxy's page. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse((await readBounded(response, MAX_ANSWER_BYTES)) ?? '') as unknown
  } catch {
    // Half an answer says no more than its status does.
    return null
  }
}

/** In the collector's own words, one issue a line: each begins with the field that it is about. */
function wordsOf(
  { status, headers }: Response,
  { json, collector }: { json: unknown; collector: string },
): string {
  const refusal = refused.safeParse(json)
  if (!refusal.success) {
    return `--collector: expected a Tamtam collector at ${collector}, got status ${status} from something else`
  }
  const { error, issues } = refusal.data
  const wait = headers.get('retry-after')
  const again = wait === null ? '' : `; ask again in ${safeText(wait)} s`
  const lines = issues.map((issue) => `  ${safeText(issue)}`)
  return [`the collector refused it: ${status}, ${safeText(error)}${again}`, ...lines].join('\n')
}
