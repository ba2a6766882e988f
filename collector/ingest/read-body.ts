import { MAX_BEACON_BYTES } from '../../wire/limits.js'
import { readBounded } from '../lib/read-bounded.js'
import { refuse, type Refusal } from './refusal.js'

const CONTENT_TYPES = ['text/plain', 'application/json']

/** What headers alone give away, before a byte of the body is read. */
export function checkHeaders(headers: Headers): Refusal | null {
  const contentType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!CONTENT_TYPES.includes(contentType)) return refuse(415, 'content_type_unsupported')
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') return refuse(415, 'content_encoding_unsupported')
  if (Number(headers.get('content-length') ?? 0) > MAX_BEACON_BYTES) {
    return refuse(413, 'body_too_large')
  }
  return null
}

/**
 * The body as text, at most 64 KiB: a declared length was checked with the headers and HTTP keeps the body to it; a
 * body without one is cut off at the limit. A page that goes away in the middle is everyday life and no error of ours.
 */
export async function readBody(request: Request): Promise<string | Refusal> {
  try {
    if (request.headers.has('content-length')) return await request.text()
    return (await readBounded(request, MAX_BEACON_BYTES)) ?? refuse(413, 'body_too_large')
  } catch (error) {
    return refuse(400, 'body_incomplete', [String(error)])
  }
}
