import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { AddressClaim } from './client-address.js'

/** All of a request that ingest looks at but for its body. */
export interface RequestHead extends AddressClaim {
  origin: string | undefined
  contentType: string | undefined
  contentEncoding: string | undefined
  contentLength: string | undefined
  userAgent: string | undefined
  /** Any other, by its name in lower case. */
  header: (name: string) => string | undefined
}

/** What @hono/node-server hands on; nothing where the app is called without a socket. */
interface NodeBindings {
  incoming?: { headers?: IncomingMessage['headers']; socket?: { remoteAddress?: string } }
}

/** Node has the headers parsed already: to ask it spares a walk through all of them for each one. */
export function readHead({ env, req }: Context): RequestHead {
  // A cast, since Hono leaves the bindings to whoever serves.
  const { incoming } = (env ?? {}) as NodeBindings
  const parsed = incoming?.headers
  const { headers } = req.raw
  // Of these names Node joins repetitions into one string.
  const header = (name: string) =>
    parsed ? (parsed[name] as string | undefined) : (headers.get(name) ?? undefined)
  return {
    origin: header('origin'),
    contentType: header('content-type'),
    contentEncoding: header('content-encoding'),
    contentLength: header('content-length'),
    userAgent: header('user-agent'),
    forwardedFor: header('x-forwarded-for'),
    socketAddress: incoming?.socket?.remoteAddress,
    header,
  }
}
