import { readBounded } from '../lib/read-bounded.js'
import { refuse, type ApiRefusal } from './api-refusal.js'

/** A hundred people with their companies. */
const MAX_BODY_BYTES = 16 * 1024

/** The body as JSON of any shape, at most 16 KiB. */
export async function readJson(
  request: Request,
): Promise<{ kind: 'json'; json: unknown } | ApiRefusal> {
  const { headers } = request
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') {
    const issues = ['The Content-Type must be application/json.']
    return refuse(415, 'content_type_unsupported', { issues })
  }
  // Nothing is ever inflated, so no small body becomes a large one.
  if ((headers.get('content-encoding') ?? 'identity').trim().toLowerCase() !== 'identity') {
    return refuse(415, 'content_encoding_unsupported')
  }
  let text: string | null
  try {
    text = await readBounded(request, MAX_BODY_BYTES)
  } catch (error) {
    return refuse(400, 'body_incomplete', { issues: [String(error)] })
  }
  if (text === null) return refuse(413, 'request_too_large')
  try {
    return { kind: 'json', json: JSON.parse(text) as unknown }
  } catch {
    // Its message would quote the body.
    return refuse(400, 'json_malformed')
  }
}
