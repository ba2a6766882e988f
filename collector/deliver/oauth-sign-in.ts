import { randomUUID } from 'node:crypto'
import type { GongAnswer } from '../gong/gong-answer.js'
import { requestCustomerToken, type OAuthOptions } from '../gong/oauth.js'
import type { SignIn } from '../gong/sign-in.js'
import type { Logger } from '../lib/logger.js'
import type { Store } from '../store/store.js'

export interface OAuthSignInDeps {
  store: Store
  /** Names the tokens' row: another refresh token from the configuration begins another. */
  credential: string
  oauth: OAuthOptions & { refreshToken: string }
  logger: Logger
}

/** A token that is refused so soon was not ended: it is we who are not let in. */
const FRESH_MS = 60 * 1000

type ReadAnswer = Awaited<ReturnType<SignIn['read']>>

/** Before the end, so that no call is under way with a token that ends. */
const RENEW_BEFORE_MS = 5 * 60 * 1000

/** After that another process takes a renewal over: past the time-out of its call. */
const LEASE_MARGIN_MS = 15_000

/**
 * Sign-in by OAuth. The access token lives a day; the refresh token is taken once and brings its successor.
 *
 * Of all processes that share the store one renews at a time, under a lease. It stores the new tokens before anybody
 * uses them. A process that dies between Gong's answer and the storing takes the successor with it: the next finds the
 * renewal left undone and tries the old token once more. When Gong has not seen it, all is well; when it refuses it,
 * delivery halts with the words of what to do, since only a person can authorise anew. An access token that Gong refuses
 * before its time is renewed once.
 */
export function createOAuthSignIn({ store, credential, oauth, logger }: OAuthSignInDeps): SignIn {
  const by = randomUUID()

  async function read(): Promise<ReadAnswer> {
    const nowMs = await store.nowMs()
    const { refreshToken } = oauth
    const { access } = await store.readTokens(credential, { refreshToken, nowMs })
    if (access && access.expiresAtMs - RENEW_BEFORE_MS > nowMs) {
      const { apiBaseUrl, accessToken } = access
      return { kind: 'signed-in', baseUrl: apiBaseUrl, authorization: bearer(accessToken) }
    }
    return renew(nowMs)
  }

  async function renew(nowMs: number): Promise<ReadAnswer> {
    const untilMs = nowMs + oauth.timeoutMs + LEASE_MARGIN_MS
    const begun = await store.transaction((tx) =>
      tx.beginRefresh({ credential, by }, { nowMs, untilMs }),
    )
    if (!begun) return away({ kind: 'timeout' })
    const token = await requestCustomerToken(oauth, begun.refreshToken)
    switch (token.kind) {
      case 'token': {
        const { accessToken, refreshToken, apiBaseUrl, expiresInSeconds } = token
        const storedAtMs = await store.nowMs()
        const expiresAtMs = storedAtMs + expiresInSeconds * 1000
        const stored = { accessToken, refreshToken, apiBaseUrl, expiresAtMs, nowMs: storedAtMs }
        await store.storeTokens({ credential, by }, stored)
        logger.info(
          { event: 'access_token_renewed', apiBaseUrl, expiresInSeconds },
          'Gong gave a new access token; the next refresh token is stored',
        )
        return { kind: 'signed-in', baseUrl: apiBaseUrl, authorization: bearer(accessToken) }
      }
      case 'refused':
        await store.endRefresh({ credential, by })
        logger.error(
          { event: 'refresh_token_refused', status: token.status, wasLeft: begun.wasLeft },
          begun.wasLeft
            ? `Gong refuses the refresh token, and an earlier renewal was never finished: its successor is lost. Gong's words: ${token.detail}`
            : `Gong refuses the refresh token. Gong's words: ${token.detail}`,
        )
        return { kind: 'refused', detail: token.detail }
      case 'unusable':
        if (token.refreshToken !== null) await keepSuccessor(token.refreshToken)
        else await store.endRefresh({ credential, by })
        logger.error(
          { event: 'access_token_unusable' },
          `Gong's answer for a token: ${token.detail}`,
        )
        return { kind: 'refused', detail: token.detail }
      case 'away':
        // Whether Gong took the token is not known: the lease stays, so that the next knows of it.
        return away(token.answer)
    }
  }

  /** Unusable as the rest may be, the old one is used up. */
  async function keepSuccessor(refreshToken: string): Promise<void> {
    const nowMs = await store.nowMs()
    const nothing = { accessToken: '', apiBaseUrl: '', expiresAtMs: 0 }
    await store.storeTokens({ credential, by }, { ...nothing, refreshToken, nowMs })
  }

  return {
    read,
    async onUnauthorized(authorization) {
      const accessToken = authorization.replace(/^Bearer /, '')
      const storedBeforeMs = (await store.nowMs()) - FRESH_MS
      return store.forgetAccess(credential, { accessToken, storedBeforeMs })
    },
  }
}

function bearer(accessToken: string): string {
  return `Bearer ${accessToken}`
}

function away(answer: GongAnswer): ReadAnswer {
  return { kind: 'away', answer }
}
