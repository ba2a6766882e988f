import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/**
 * The yardstick, in a process of its own: what this framework does when it parses a beacon and keeps nothing.
 * Says where it listens in the collector's own words.
 */
const app = new Hono()
app.post('/v1/events', async (c) => {
  await c.req.json()
  return c.body(null, 204)
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(JSON.stringify({ event: 'started', port }))
})
process.once('SIGTERM', () => process.exit(0))
