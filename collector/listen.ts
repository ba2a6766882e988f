import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { ConfigError } from './config.js'

export interface Listener {
  port: number
  /** Answers what has been asked and takes nothing new; who is still sending after a short grace is cut off. */
  close(): Promise<void>
}

/** A beacon is small: whoever needs longer to send one is holding a connection open. */
const REQUEST_TIMEOUT_MS = 15_000

/** A beacon that is on its way is here within this; a page whose beacon is cut off sends it again. */
const CLOSE_GRACE_MS = 2000

/** Throws a ConfigError that names PORT or HOST when the address cannot be had. */
export async function listen(
  app: Hono,
  {
    host,
    port,
    closeGraceMs = CLOSE_GRACE_MS,
  }: { host: string; port: number; closeGraceMs?: number },
): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
  }) as Server
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw addressError(cause, { host, port })
  }
  // Not null and not a path: it listens on a port.
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const grace = setTimeout(() => server.closeAllConnections(), closeGraceMs)
      await closed
      clearTimeout(grace)
    },
  }
}

function addressError(cause: unknown, { host, port }: { host: string; port: number }): Error {
  const { code } = cause as NodeJS.ErrnoException
  switch (code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `PORT: expected a free port, got ${port}, which another process listens on: set PORT to another, or stop that process`,
        { cause },
      )
    case 'EACCES':
      return new ConfigError(
        `PORT: expected a port that this user may listen on, got ${port}: set PORT to one above 1023`,
        { cause },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(
        `HOST: expected an address of this machine, got ${JSON.stringify(host)}: set HOST to 0.0.0.0 or 127.0.0.1`,
        { cause },
      )
    default:
      return new Error(`cannot listen on ${host}:${port}`, { cause })
  }
}
