import { createHash } from 'node:crypto'
import type { GongAccess } from './config.js'
import { createOAuthSignIn } from './deliver/oauth-sign-in.js'
import { createGongClient, type GongClient } from './gong/client.js'
import { basicSignIn, type SignIn } from './gong/sign-in.js'
import type { Logger } from './lib/logger.js'
import type { Store } from './store/store.js'

/** Gong as one sign-in reaches it. */
export interface Gong {
  client: GongClient
  signIn: SignIn
  /** Names the sign-in without telling it: another key, secret, address or refresh token is another. */
  credential: string
}

interface GongDeps {
  store: Store
  fetch: typeof globalThis.fetch
  timeoutMs: number
  /** Gives calls under way up; the outbox makes them again. */
  hurry?: AbortSignal
  logger: Logger
}

/** Opens nothing yet: the first call does. */
export function openGong(access: GongAccess, deps: GongDeps): Gong {
  const { fetch, timeoutMs, hurry } = deps
  const credential = credentialOf(access)
  const signIn =
    access.kind === 'key'
      ? basicSignIn(access)
      : createOAuthSignIn({
          ...deps,
          tokenKey: tokenKeyOf(access),
          oauth: { ...access, fetch, timeoutMs },
        })
  // A token's request is never given up: what it brings cannot be asked for twice.
  const hurried: typeof fetch = (input, init) => fetch(input, withSignal(init, hurry))
  const client = createGongClient({ signIn, fetch: hurry ? hurried : fetch, timeoutMs })
  return { client, signIn, credential }
}

function withSignal(init: RequestInit = {}, hurry: AbortSignal | undefined): RequestInit {
  const signals = [init.signal, hurry].filter((signal) => signal != null)
  return { ...init, signal: AbortSignal.any(signals) }
}

/** By what the store knows a sign-in at Gong, without knowing it. */
export function credentialOf(access: GongAccess): string {
  return hashOf(access)
}

/** The secret and the address are no part of it: the tokens outlive a change of theirs. */
function tokenKeyOf({ clientId, refreshToken }: Extract<GongAccess, { kind: 'oauth' }>): string {
  return hashOf({ clientId, refreshToken })
}

function hashOf(facts: object): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}
