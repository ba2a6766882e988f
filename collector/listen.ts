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

interface AddressNames {
  port: string
  host: string
}

const SWEEP_EVERY_MS = 20

/** A request that has not come whole within these is cut off, at most `checkEveryMs` later. */
export interface Timeouts {
  headersMs: number
  requestMs: number
  checkEveryMs: number
}

/**
 * A beacon is small: whoever needs longer to send one is holding a connection open. Node looks every 30 seconds unless
 * told otherwise: https://nodejs.org/docs/latest-v20.x/api/http.html#httpcreateserveroptions-requestlistener
 */
const TIMEOUTS: Timeouts = { headersMs: 15_000, requestMs: 15_000, checkEveryMs: 3000 }

/** A beacon that is on its way is here within this; a page whose beacon is cut off sends it again. */
const CLOSE_GRACE_MS = 2000

interface ListenOptions {
  host: string
  port: number
  /** The variables that say so, for whoever has to set another. */
  names?: AddressNames
  closeGraceMs?: number
  timeouts?: Timeouts
}

/** Throws a ConfigError that names PORT or HOST, or what `names` says, when the address cannot be had. */
export async function listen(
  app: Hono,
  {
    host,
    port,
    names = { port: 'PORT', host: 'HOST' },
    closeGraceMs = CLOSE_GRACE_MS,
    timeouts = TIMEOUTS,
  }: ListenOptions,
): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: timeouts.headersMs,
      requestTimeout: timeouts.requestMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
    },
  }) as Server
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw addressError(cause, { host, port, names })
  }
  // Not null and not a path: it listens on a port.
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      // Who is answered from now on keeps the connection for a next request, which nobody will take.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS)
      const grace = setTimeout(() => server.closeAllConnections(), closeGraceMs)
      await closed
      clearInterval(sweep)
      clearTimeout(grace)
    },
  }
}

function addressError(
  cause: unknown,
  { host, port, names }: Required<Pick<ListenOptions, 'host' | 'port' | 'names'>>,
): Error {
  const { code } = cause as NodeJS.ErrnoException
  switch (code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `${names.port}: expected a free port, got ${port}, which another process listens on: set ${names.port} to another, or stop that process`,
        { cause },
      )
    case 'EACCES':
      return new ConfigError(
        `${names.port}: expected a port that this user may listen on, got ${port}: set ${names.port} to one above 1023`,
        { cause },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(
        `${names.host}: expected an address of this machine, got ${JSON.stringify(host)}: set ${names.host} to 0.0.0.0 or 127.0.0.1`,
        { cause },
      )
    default:
      return new Error(`cannot listen on ${host}:${port}`, { cause })
  }
}
