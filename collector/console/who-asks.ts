import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { addressKey, bareAddress } from '../lib/address-key.js'
import { scopeOf, type AdminToken, type Scope } from '../lib/admin-tokens.js'
import type { Lockout, WrongToken } from './lockout.js'
import type { Sessions } from './sessions.js'

/** Who asks the console for something, and how that is known. */
export type WhoAsks =
  /** Without tokens, whoever is on this machine may do everything. */
  | { kind: 'local'; scope: Scope }
  | { kind: 'session'; scope: Scope; secret: string }
  | { kind: 'bearer'; scope: Scope }
  | { kind: 'nobody' }
  | WrongToken

export const COOKIE = 'tamtam'

interface Keys {
  tokens: readonly AdminToken[]
  sessions: Sessions
  lockout: Lockout
}

const BEARER = /^Bearer +(\S+)$/i

export function whoAsks(c: Context, { tokens, sessions, lockout }: Keys): WhoAsks {
  if (tokens.length === 0) return { kind: 'local', scope: 'erase' }
  const secret = getCookie(c, COOKIE, 'host')
  const session = secret === undefined ? null : sessions.find(secret)
  if (secret !== undefined && session) return { kind: 'session', scope: session.scope, secret }
  const token = BEARER.exec(c.req.header('authorization') ?? '')?.[1]
  return token === undefined
    ? { kind: 'nobody' }
    : bearer(token, { address: addressOf(c), tokens, lockout })
}

/** What a token lets its bearer do; a wrong one, and no other, is counted. */
export function bearer(
  token: string,
  { address, tokens, lockout }: Pick<Keys, 'tokens' | 'lockout'> & { address: string },
): Extract<WhoAsks, { kind: 'bearer' }> | WrongToken {
  const scope = scopeOf(token, tokens)
  return scope === null ? lockout.failed(addressKey(address)) : { kind: 'bearer', scope }
}

/** Of the socket: no header is believed here. Without a socket, as in most tests, all are one. */
export function addressOf(c: Context): string {
  try {
    return bareAddress(getConnInfo(c).remote.address ?? '') ?? 'gone'
  } catch {
    // `app.request()` has no socket.
    return 'none'
  }
}
