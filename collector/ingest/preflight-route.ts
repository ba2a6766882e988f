import type { Handler } from 'hono'
import type { OriginList } from '../lib/origins.js'
import { corsHeaders, originNotAllowed } from './cors.js'
import { refuse } from './refusal.js'

const GRANTED = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Max-Age': '86400',
}

/** OPTIONS: only application/json and the like ask first; the snippet's own text/plain needs no leave. */
export function createPreflightRoute(isListed: OriginList): Handler {
  return function preflightEvents(c) {
    const origin = c.req.header('origin')
    if (!origin || !isListed(origin)) {
      const { error, issues } = origin ? originNotAllowed(origin) : refuse(403, 'origin_missing')
      return c.json({ error, issues }, 403)
    }
    return new Response(null, { status: 204, headers: { ...corsHeaders(origin), ...GRANTED } })
  }
}
