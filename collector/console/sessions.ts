import { createHash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Scope } from '../lib/admin-tokens.js'
import type { Clock } from '../lib/clock.js'

/** Of somebody who has signed in. */
export interface Session {
  scope: Scope
  endsAtMs: number
}

export interface Sessions {
  /** The secret that goes into the cookie: 256 random bits. */
  open(scope: Scope): string
  find(secret: string): Session | null
  close(secret: string): void
}

/** A working day; then the token is asked for again. */
export const SESSION_SECONDS = 12 * 60 * 60

/** More than operators have browsers. */
const MAX_SESSIONS = 1000

/**
 * Who has signed in, in memory: a restart signs everybody out. Kept by the secret's hash, so that nothing that is read
 * from memory opens a session.
 */
export function createSessions({ clock }: { clock: Clock }): Sessions {
  const sessions = new LRUCache<string, Session>({ max: MAX_SESSIONS })
  return {
    open(scope) {
      const secret = randomBytes(32).toString('base64url')
      sessions.set(hashOf(secret), { scope, endsAtMs: clock() + SESSION_SECONDS * 1000 })
      return secret
    },
    find(secret) {
      const session = sessions.get(hashOf(secret))
      return session && session.endsAtMs > clock() ? session : null
    },
    close(secret) {
      sessions.delete(hashOf(secret))
    },
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
