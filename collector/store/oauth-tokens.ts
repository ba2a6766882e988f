import type { Kysely } from 'kysely'
import type { Engine } from './engine.js'
import type { Tables } from './tables.js'

/** What Gong gave for a refresh token. */
export interface StoredToken {
  accessToken: string
  refreshToken: string
  apiBaseUrl: string
  /** When the access token ends. */
  expiresAtMs: number
}

/** A sign-in's tokens as they stand. */
export interface TokenState {
  /** The next to be used. */
  refreshToken: string
  /** Null before the first, and once it was found to have ended. */
  access: Omit<StoredToken, 'refreshToken'> | null
}

interface Refresh {
  tokenKey: string
  /** One process's own word, by which it is known while it is at it. */
  by: string
}

/** A renewal that may be begun. */
export interface BegunRefresh {
  refreshToken: string
  /** Of the one before, when it was never finished: by whoever began it, or because Gong refused whoever took over. */
  left: 'undone' | 'refused' | null
}

/** In the place of a process: Gong refused the refresh token, and who had spent it may store its successor yet. */
const REFUSED = 'refused'

/** Tokens of authorisations by OAuth: one row each, by its `tokenKey`, and one process at a time that renews it. */
export function oauthTokenVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  return {
    /** What there is of this authorisation; it begins with the refresh token that it was configured with. */
    async readTokens(
      tokenKey: string,
      { refreshToken, nowMs }: { refreshToken: string; nowMs: number },
    ): Promise<TokenState> {
      await db
        .insertInto('oauth_tokens')
        .values({ credential: tokenKey, refresh_token: refreshToken, stored_at_ms: nowMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await db
        .selectFrom('oauth_tokens')
        .selectAll()
        .where('credential', '=', tokenKey)
        .executeTakeFirstOrThrow()
      const { access_token, api_base_url, expires_at_ms } = row
      const isWhole = access_token !== null && api_base_url !== null && expires_at_ms !== null
      return {
        refreshToken: row.refresh_token,
        access: isWhole
          ? { accessToken: access_token, apiBaseUrl: api_base_url, expiresAtMs: expires_at_ms }
          : null,
      }
    },

    /**
     * Takes on to renew the tokens until `untilMs`, and the refresh token to use. Null while another is at it. Within a
     * transaction.
     */
    async beginRefresh(
      { tokenKey, by }: Refresh,
      { nowMs, untilMs }: { nowMs: number; untilMs: number },
    ): Promise<BegunRefresh | null> {
      const row = await db
        .selectFrom('oauth_tokens')
        .select(['refresh_token', 'refreshing_by', 'refreshing_until_ms'])
        .where('credential', '=', tokenKey)
        .$if(locksRows, (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      if (row.refreshing_by !== null && row.refreshing_until_ms > nowMs) return null
      await db
        .updateTable('oauth_tokens')
        .set({ refreshing_by: by, refreshing_until_ms: untilMs })
        .where('credential', '=', tokenKey)
        .execute()
      const left = row.refreshing_by === REFUSED ? 'refused' : 'undone'
      return { refreshToken: row.refresh_token, left: row.refreshing_by === null ? null : left }
    },

    /**
     * Keeps what Gong gave for the refresh token that was spent, before it is used: whoever may be at it by now, since
     * nobody else can have it. False when that one has a successor already.
     */
    async storeTokens(
      { tokenKey, spent }: { tokenKey: string; spent: string },
      token: StoredToken & { nowMs: number },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('oauth_tokens')
        .set({
          refresh_token: token.refreshToken,
          access_token: token.accessToken,
          api_base_url: token.apiBaseUrl,
          expires_at_ms: token.expiresAtMs,
          refreshing_by: null,
          refreshing_until_ms: 0,
          stored_at_ms: token.nowMs,
        })
        .where('credential', '=', tokenKey)
        .where('refresh_token', '=', spent)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Gong refused a refresh token that was left undone: until the lease ends, its successor may yet be stored. */
    async awaitSuccessor({ tokenKey, by }: Refresh): Promise<void> {
      await db
        .updateTable('oauth_tokens')
        .set({ refreshing_by: REFUSED })
        .where('credential', '=', tokenKey)
        .where('refreshing_by', '=', by)
        .execute()
    },

    /** Nothing came of it: another may try. */
    async endRefresh({ tokenKey, by }: Refresh): Promise<void> {
      await db
        .updateTable('oauth_tokens')
        .set({ refreshing_by: null, refreshing_until_ms: 0 })
        .where('credential', '=', tokenKey)
        .where('refreshing_by', '=', by)
        .execute()
    },

    /**
     * Gong takes this access token no more. True when the next that is read is another: it is forgotten, or was replaced
     * by then. False when it was stored after `storedBeforeMs`, since another would do no better.
     */
    async forgetAccess(
      tokenKey: string,
      { accessToken, storedBeforeMs }: { accessToken: string; storedBeforeMs: number },
    ): Promise<boolean> {
      await db
        .updateTable('oauth_tokens')
        .set({ access_token: null, expires_at_ms: null })
        .where('credential', '=', tokenKey)
        .where('access_token', '=', accessToken)
        .where('stored_at_ms', '<', storedBeforeMs)
        .execute()
      const { access_token } = await db
        .selectFrom('oauth_tokens')
        .select('access_token')
        .where('credential', '=', tokenKey)
        .executeTakeFirstOrThrow()
      return access_token !== accessToken
    },
  }
}
