import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

/** Absent under `app.request()`; only cutting the connection needs them. */
export type Env = { Bindings: Partial<HttpBindings> }

/** The client sees its connection end in the middle of the call, and no status. */
export function cutConnection(c: Context<Env>): Response {
  if (!c.env.outgoing) throw new Error('Only a listening sandbox can cut a connection')
  c.env.outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}
