import { randomUUID } from 'node:crypto'
import type { GongAnswer } from '../gong/gong-answer.js'
import { requestCustomerToken, type OAuthOptions, type TokenAnswer } from '../gong/oauth.js'
import type { SignIn } from '../gong/sign-in.js'
import type { Logger } from '../lib/logger.js'
import type { BegunRefresh, StoredToken, TokenState } from '../store/oauth-tokens.js'
import type { Store } from '../store/store.js'

export interface OAuthSignInDeps {
  store: Store
  /** Names the tokens' row: another refresh token from the configuration begins another. */
  tokenKey: string
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

/** Has ended before it began, so that nobody uses it. */
const NO_ACCESS = { accessToken: '', apiBaseUrl: '', expiresAtMs: 0 }

/** What Gong gave, and for which refresh token. */
interface Renewed {
  spent: string
  token: StoredToken
}

/**
 * Sign-in by OAuth. The access token lives a day; the refresh token is taken once and brings its successor.
 *
 * Of all processes that share the store one renews at a time, under a lease. It stores the new tokens before anybody
 * uses them: when the store fails just then they stay in memory, and each read tries to store them first. They replace
 * the refresh token that was spent for them, whoever holds the lease by then.
 *
 * Who takes a renewal over that was left undone tries the same refresh token. When Gong has not seen it, all is well;
 * when Gong refuses it, whoever spent it has one lease more to store the successor. A process that died between Gong's
 * answer and the storing took it along: after the second refusal delivery halts with the words of what to do, since
 * only a person can authorise anew. An access token that Gong refuses before its time is renewed once.
 */
export function createOAuthSignIn({ store, tokenKey, oauth, logger }: OAuthSignInDeps): SignIn {
  const by = randomUUID()
  /** What the store does not have yet, and nobody else. */
  let unstored: Renewed | null = null

  async function read(): Promise<ReadAnswer> {
    if (unstored && (await keep(unstored))) {
      logger.info({ event: 'tokens_stored_late' }, 'what the store failed to take is stored now')
    }
    const nowMs = await store.nowMs()
    const { access } = await readTokens(nowMs)
    if (access && access.expiresAtMs - RENEW_BEFORE_MS > nowMs) return signedIn(access)
    return renew(nowMs)
  }

  async function readTokens(nowMs: number): Promise<TokenState> {
    return store.readTokens(tokenKey, { refreshToken: oauth.refreshToken, nowMs })
  }

  async function renew(nowMs: number): Promise<ReadAnswer> {
    const untilMs = nowMs + oauth.timeoutMs + LEASE_MARGIN_MS
    const begun = await store.transaction((tx) =>
      tx.beginRefresh({ tokenKey, by }, { nowMs, untilMs }),
    )
    if (!begun) return { kind: 'away', answer: { kind: 'timeout' }, isBusy: true }
    const spent = begun.refreshToken
    const answer = await requestCustomerToken(oauth, spent)
    switch (answer.kind) {
      case 'token': {
        const { accessToken, refreshToken, apiBaseUrl, expiresInSeconds } = answer
        // From before it was asked for: nothing may fail between the answer and its keeping.
        const expiresAtMs = nowMs + expiresInSeconds * 1000
        const token = { accessToken, refreshToken, apiBaseUrl, expiresAtMs }
        const isStored = await keep({ spent, token })
        if (!isStored) return read()
        logger.info(
          { event: 'access_token_renewed', apiBaseUrl, expiresInSeconds },
          'Gong gave a new access token; the next refresh token is stored',
        )
        return signedIn(token)
      }
      case 'refused':
        return afterRefusal(answer, begun)
      case 'unusable':
        // Unusable as the rest may be, the old one is used up.
        if (answer.refreshToken === null) await store.endRefresh({ tokenKey, by })
        else await keep({ spent, token: { ...NO_ACCESS, refreshToken: answer.refreshToken } })
        logger.error(
          { event: 'access_token_unusable' },
          `Gong's answer for a token: ${answer.detail}`,
        )
        return { kind: 'refused', detail: answer.detail }
      case 'away':
        // Whether Gong took the token is not known: the lease stays, so that the next knows of it.
        return away(answer.answer)
    }
  }

  /** False when the refresh token that was spent has a successor in the store already. */
  async function keep(renewed: Renewed): Promise<boolean> {
    unstored = renewed
    const { spent, token } = renewed
    const isStored = await store.storeTokens(
      { tokenKey, spent },
      { ...token, nowMs: await store.nowMs() },
    )
    // Another loop of this process may have been at it as well.
    if (unstored === renewed) unstored = null
    return isStored
  }

  async function afterRefusal(
    { status, detail }: Extract<TokenAnswer, { kind: 'refused' }>,
    { refreshToken, left }: BegunRefresh,
  ): Promise<ReadAnswer> {
    const current = await readTokens(await store.nowMs())
    // Refused since another had spent it, and stored its successor meanwhile.
    if (current.refreshToken !== refreshToken) return read()
    const facts = { event: 'refresh_token_refused', status, left }
    if (left === 'undone') {
      await store.awaitSuccessor({ tokenKey, by })
      logger.warn(
        facts,
        `Gong refuses the refresh token, and an earlier renewal was never finished: whoever began it is given time to store its successor. Gong's words: ${detail}`,
      )
      return away({ kind: 'timeout' })
    }
    await store.endRefresh({ tokenKey, by })
    logger.error(
      facts,
      left === 'refused'
        ? `Gong refuses the refresh token, and an earlier renewal was never finished: its successor is lost. Gong's words: ${detail}`
        : `Gong refuses the refresh token. Gong's words: ${detail}`,
    )
    return { kind: 'refused', detail }
  }

  return {
    read,
    async onUnauthorized(authorization) {
      const accessToken = authorization.replace(/^Bearer /, '')
      const storedBeforeMs = (await store.nowMs()) - FRESH_MS
      return store.forgetAccess(tokenKey, { accessToken, storedBeforeMs })
    },
  }
}

function signedIn({ apiBaseUrl, accessToken }: Omit<StoredToken, 'refreshToken'>): ReadAnswer {
  return { kind: 'signed-in', baseUrl: apiBaseUrl, authorization: `Bearer ${accessToken}` }
}

function away(answer: GongAnswer): ReadAnswer {
  return { kind: 'away', answer }
}
