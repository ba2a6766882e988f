import type { Config } from '../config.js'
import { createLogger } from '../lib/logger.js'
import { openGong, type Gong } from '../open-gong.js'
import { CALL_TIMEOUT_MS, ownBudget } from '../pipeline.js'
import type { CallDeps } from './permitted-call.js'
import type { Database } from './open-database.js'

/** What has to be set for Gong to be called. */
export const GONG_UNSET =
  'set GONG_API_BASE_URL, GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET, or GONG_OAUTH_CLIENT_ID, GONG_OAUTH_CLIENT_SECRET and GONG_OAUTH_REFRESH_TOKEN, as the collector has them'

/** From where, and how, calls are made. */
export interface CallerDeps {
  fetch: typeof globalThis.fetch
  /** Resolves after so long. */
  wait: (ms: number) => Promise<unknown>
}

export type Caller = Gong & CallDeps

/** Gong by the collector's sign-in, its store and its budget; or why it cannot be called. */
export function openCaller(
  config: Config,
  { store, isOwn, verdict }: Database,
  { fetch, wait }: CallerDeps,
): { kind: 'caller'; caller: Caller } | { kind: 'none'; found: string; next: string } {
  const { gong: access } = config
  if (!access) return { kind: 'none', found: 'no Gong is configured: a preview', next: GONG_UNSET }
  if (!store) {
    const found = 'no call can be counted without the store'
    return { kind: 'none', found, next: verdict.next ?? '' }
  }
  if (!isOwn && access.kind === 'oauth') {
    const found = 'a refresh token can be used once, and there is no store to keep its successor'
    return { kind: 'none', found, next: 'start the collector, then run doctor again' }
  }
  const timeoutMs = CALL_TIMEOUT_MS
  // Its facts are for logs; what doctor says of them is said by its checks.
  const gong = openGong(access, { store, fetch, timeoutMs, logger: createLogger('silent') })
  const budget = ownBudget(config)
  return { kind: 'caller', caller: { ...gong, store, budget, callTimeoutMs: timeoutMs, wait } }
}
