import { ERROR_CODES } from '../lib/error-codes.js'
import { refuse, type Refusal } from './refusal.js'

/**
 * Echoes a listed origin, so that the page can read the status, and Retry-After, which it could not without leave:
 * https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name. Credentials are never asked for.
 */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Retry-After',
    Vary: 'Origin',
  }
}

/** Names the origin: a missing `www.` is seen at once, in the page as in the log. */
export function originNotAllowed(origin: string): Refusal {
  return refuse(403, 'origin_not_allowed', [ERROR_CODES.origin_not_allowed, `Origin: ${origin}`])
}
