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
  /** Of the sign-in that the tokens are of. */
  credential: string
  /** One process's own word, by which it is known while it is at it. */
  by: string
}

/** Tokens of sign-ins by OAuth: one row each, and one process at a time that renews it. */
export function oauthTokenVerbs(db: Kysely<Tables>, { locksRows }: Engine) {
  return {
    /** What there is of this sign-in; it begins with the refresh token that it was configured with. */
    async readTokens(
      credential: string,
      { refreshToken, nowMs }: { refreshToken: string; nowMs: number },
    ): Promise<TokenState> {
      await db
        .insertInto('oauth_tokens')
        .values({ credential, refresh_token: refreshToken, stored_at_ms: nowMs })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await db
        .selectFrom('oauth_tokens')
        .selectAll()
        .where('credential', '=', credential)
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
      { credential, by }: Refresh,
      { nowMs, untilMs }: { nowMs: number; untilMs: number },
    ): Promise<{ refreshToken: string; wasLeft: boolean } | null> {
      const row = await db
        .selectFrom('oauth_tokens')
        .select(['refresh_token', 'refreshing_by', 'refreshing_until_ms'])
        .where('credential', '=', credential)
        .$if(locksRows, (query) => query.forUpdate())
        .executeTakeFirstOrThrow()
      if (row.refreshing_by !== null && row.refreshing_until_ms > nowMs) return null
      await db
        .updateTable('oauth_tokens')
        .set({ refreshing_by: by, refreshing_until_ms: untilMs })
        .where('credential', '=', credential)
        .execute()
      return { refreshToken: row.refresh_token, wasLeft: row.refreshing_by !== null }
    },

    /** Keeps what Gong gave, before it is used. False when another has taken over since. */
    async storeTokens(
      { credential, by }: Refresh,
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
        .where('credential', '=', credential)
        .where('refreshing_by', '=', by)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** Nothing came of it: another may try. */
    async endRefresh({ credential, by }: Refresh): Promise<void> {
      await db
        .updateTable('oauth_tokens')
        .set({ refreshing_by: null, refreshing_until_ms: 0 })
        .where('credential', '=', credential)
        .where('refreshing_by', '=', by)
        .execute()
    },

    /**
     * Gong takes this access token no more. True when the next that is read is another: it is forgotten, or was replaced
     * by then. False when it was stored after `storedBeforeMs`, since another would do no better.
     */
    async forgetAccess(
      credential: string,
      { accessToken, storedBeforeMs }: { accessToken: string; storedBeforeMs: number },
    ): Promise<boolean> {
      await db
        .updateTable('oauth_tokens')
        .set({ access_token: null, expires_at_ms: null })
        .where('credential', '=', credential)
        .where('access_token', '=', accessToken)
        .where('stored_at_ms', '<', storedBeforeMs)
        .execute()
      const { access_token } = await db
        .selectFrom('oauth_tokens')
        .select('access_token')
        .where('credential', '=', credential)
        .executeTakeFirstOrThrow()
      return access_token !== accessToken
    },
  }
}
