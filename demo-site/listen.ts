import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import { Server } from 'node:http'

export type Listening = { url: string; port: number; close: () => Promise<void> }

/**
 * Serves an app over HTTP; port 0 takes a free one. `close` ends open connections too, since an event stream would
 * keep them for ever. Rejects when the port is taken or not allowed.
 */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch })
  if (!(server instanceof Server)) throw new Error('An HTTP/1 server was expected')
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo // A string only for a pipe.
  return {
    url: `http://${host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
