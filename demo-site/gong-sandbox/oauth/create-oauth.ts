import { isBasic } from '../is-basic.js'

/** Gong's own: "the access token lives a day". */
const ACCESS_TOKEN_SECONDS = 86_400

export type OAuthOptions = {
  clientId: string
  clientSecret: string
  /** The first one, as a customer's consent would have given it. */
  refreshToken: string
  /** Told to the client as `api_base_url_for_customer`; by default where the client asked. */
  apiBaseUrl?: string
  accessTokenSeconds?: number
}

export type OAuth = ReturnType<typeof createOAuth>

export type TokenRequest = {
  authorization: string | undefined
  grantType: string | undefined
  refreshToken: string | undefined
  nowMs: number
}

/** A refusal's `error` is a code of RFC 6749, section 5.2. */
export type TokenAnswer =
  | { kind: 'rotated'; accessToken: string; refreshToken: string; expiresInSeconds: number }
  | { kind: 'refused'; status: 400 | 401; error: string; words: string }

/**
 * Gong's tokens: a refresh token works once and is replaced by the next, an access token lives for its time whatever
 * becomes of the refresh token that it came from.
 */
export function createOAuth(options: OAuthOptions & { newToken: () => string }) {
  const { clientId, clientSecret, newToken, accessTokenSeconds = ACCESS_TOKEN_SECONDS } = options
  const endsAtMs = new Map<string, number>()
  let current = options.refreshToken

  return {
    apiBaseUrl: options.apiBaseUrl,

    rotate({ authorization, grantType, refreshToken, nowMs }: TokenRequest): TokenAnswer {
      if (!isBasic(authorization, { name: clientId, secret: clientSecret })) {
        return refuse(401, 'invalid_client', 'The client id or its secret is missing or wrong.')
      }
      if (grantType !== 'refresh_token') {
        return refuse(400, 'unsupported_grant_type', 'grant_type must be refresh_token.')
      }
      if (refreshToken !== current) {
        return refuse(400, 'invalid_grant', 'The refresh token is unknown or was used already.')
      }
      const accessToken = newToken()
      current = newToken()
      endsAtMs.set(accessToken, nowMs + accessTokenSeconds * 1000)
      const expiresInSeconds = accessTokenSeconds
      return { kind: 'rotated', accessToken, refreshToken: current, expiresInSeconds }
    },

    isValid: (accessToken: string, nowMs: number): boolean =>
      nowMs < (endsAtMs.get(accessToken) ?? -Infinity),
  }
}

function refuse(status: 400 | 401, error: string, words: string): TokenAnswer {
  return { kind: 'refused', status, error, words }
}
