import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { scopeOf, type AdminToken, type Scope } from '../lib/admin-tokens.js'
import type { Lockout } from './lockout.js'
import type { Sessions } from './sessions.js'

/** Who asks the console for something, and how that is known. */
export type WhoAsks =
  /** Without tokens, whoever is on this machine may do everything. */
  | { kind: 'local'; scope: Scope }
  | { kind: 'session'; scope: Scope; secret: string }
  | { kind: 'bearer'; scope: Scope }
  | { kind: 'nobody' }
  | { kind: 'locked out'; waitSeconds: number }

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

/** What a token lets its bearer do; a wrong one is counted. */
export function bearer(
  token: string,
  { address, tokens, lockout }: Pick<Keys, 'tokens' | 'lockout'> & { address: string },
): Extract<WhoAsks, { kind: 'bearer' | 'nobody' | 'locked out' }> {
  const waitSeconds = lockout.waitSeconds(address)
  if (waitSeconds > 0) return { kind: 'locked out', waitSeconds }
  const scope = scopeOf(token, tokens)
  if (scope === null) {
    lockout.failed(address)
    return { kind: 'nobody' }
  }
  lockout.passed(address)
  return { kind: 'bearer', scope }
}

/** Of the socket: no header is believed here. Without a socket, as in tests, all are one. */
export function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'gone'
  } catch {
    // `app.request()` has no socket.
    return 'none'
  }
}
