import type { MiddlewareHandler } from 'hono'

/** What the console shows is of people and of now: nothing on the way keeps it, unless a route says otherwise. */
export const neverStored: MiddlewareHandler = async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}
