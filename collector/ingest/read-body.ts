import { MAX_BEACON_BYTES } from '../../wire/limits.js'
import { readBounded } from '../lib/read-bounded.js'
import { refuse, type Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'

/** As the snippet sends it, which needs no second look. */
const OF_THE_SNIPPET = 'text/plain;charset=UTF-8'
const CONTENT_TYPES = ['text/plain', 'application/json']

/** What headers alone give away, before a byte of the body is read. */
export function checkHead({ contentType, contentEncoding, contentLength }: RequestHead) {
  if (contentType !== OF_THE_SNIPPET) {
    const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
    if (!CONTENT_TYPES.includes(type)) return refuse(415, 'content_type_unsupported')
  }
  // Nothing is ever inflated, so no small body becomes a large one.
  if (contentEncoding !== undefined && contentEncoding.trim().toLowerCase() !== 'identity') {
    return refuse(415, 'content_encoding_unsupported')
  }
  return Number(contentLength ?? 0) > MAX_BEACON_BYTES ? refuse(413, 'body_too_large') : null
}

/**
 * The body as text, at most 64 KiB: a declared length was checked with the headers and HTTP keeps the body to it; a
 * body without one is cut off at the limit. A page that goes away in the middle is everyday life and no error of ours.
 */
export async function readBody(
  request: Request,
  { contentLength }: Pick<RequestHead, 'contentLength'>,
): Promise<string | Refusal> {
  try {
    if (contentLength !== undefined) return await request.text()
    return (await readBounded(request, MAX_BEACON_BYTES)) ?? refuse(413, 'body_too_large')
  } catch (error) {
    return refuse(400, 'body_incomplete', [String(error)])
  }
}
