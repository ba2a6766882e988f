import { z } from 'zod'
import { readApiBaseUrl } from './api-base-url.js'
import { exchange, hideSecrets } from './exchange.js'
import type { GongAnswer, JsonObject } from './gong-answer.js'
import { basicAuthorization } from './sign-in.js'

export interface OAuthOptions {
  /** Without a slash at its end. */
  oauthBaseUrl?: string
  clientId: string
  clientSecret: string
  fetch: typeof globalThis.fetch
  timeoutMs: number
}

/** What asking for a token came to. No token is in any of its words. */
export type TokenAnswer =
  | {
      kind: 'token'
      accessToken: string
      /** The next one: the one that was sent is used up. */
      refreshToken: string
      apiBaseUrl: string
      expiresInSeconds: number
    }
  /** The refresh token is used up or wrong, or the client is not who it says. */
  | { kind: 'refused'; status: number; detail: string }
  /** No answer that can be worked with. `refreshToken`: the next one, where it was given all the same. */
  | { kind: 'unusable'; detail: string; refreshToken: string | null }
  /** Later, perhaps: Gong was not reached, or somebody else answered. Whether the refresh token is used up is not known. */
  | { kind: 'away'; answer: GongAnswer }

/** https://app.gong.io/oauth2/authorize is where somebody consented. */
const GONG_OAUTH_BASE_URL = 'https://app.gong.io'

const MAX_DETAIL_CHARACTERS = 500

/** Visible ASCII: a header takes it. https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12 */
const tokenText = z.string().regex(/^[\x21-\x7e]+$/, 'must be visible ASCII')

/** Other keys, such as scope and token_type, decide nothing here. */
const tokenBody = z.object({
  access_token: tokenText,
  refresh_token: tokenText,
  api_base_url_for_customer: z
    .string()
    .transform(readApiBaseUrl)
    .pipe(z.string('must be an https address of gong.io')),
  expires_in: z.number().positive(),
})

/**
 * Spends a refresh token for an access token and the next refresh token. One at a time: a second call with the same
 * one is refused. Gong has it in the query, so the address must be in no log.
 */
export async function requestCustomerToken(
  options: OAuthOptions,
  refreshToken: string,
): Promise<TokenAnswer> {
  const { oauthBaseUrl = GONG_OAUTH_BASE_URL, clientId, clientSecret, fetch, timeoutMs } = options
  const encoded = encodeURIComponent(refreshToken)
  const secrets = [refreshToken, encoded, clientSecret]
  const { answer, body } = await exchange({
    url: `${oauthBaseUrl}/oauth2/generate-customer-token?grant_type=refresh_token&refresh_token=${encoded}`,
    method: 'POST',
    authorization: basicAuthorization({ user: clientId, password: clientSecret }),
    fetch,
    timeoutMs,
    secrets,
  })
  if (answer.kind !== 'answer') return { kind: 'away', answer }
  const { status } = answer
  if (status === 408 || status === 429 || status >= 500) return { kind: 'away', answer }
  // The page of a proxy, or of a portal.
  if (!body) return { kind: 'away', answer }
  if (status >= 200 && status < 300) return readToken(body)
  const said = hideSecrets(wordsOf(answer.errors, body), secrets).slice(0, MAX_DETAIL_CHARACTERS)
  if ([400, 401, 403].includes(status)) return { kind: 'refused', status, detail: said }
  const detail = `status ${status}${said && `: ${said}`}`
  return { kind: 'unusable', detail, refreshToken: null }
}

function readToken(body: JsonObject): TokenAnswer {
  const parsed = tokenBody.safeParse(body)
  if (!parsed.success) {
    // zod's words name keys and types, never a value.
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    const next = tokenText.safeParse(body.refresh_token)
    return { kind: 'unusable', detail: faults.join('; '), refreshToken: next.data ?? null }
  }
  const { data } = parsed
  return {
    kind: 'token',
    accessToken: data.access_token,
    refreshToken: data.refresh_token,
    apiBaseUrl: data.api_base_url_for_customer,
    expiresInSeconds: data.expires_in,
  }
}

/** Gong's words, or OAuth's. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function wordsOf(errors: readonly string[], body: JsonObject | null): string {
  const words = errors.length > 0 ? errors : [body?.error, body?.error_description]
  return words.filter((each) => typeof each === 'string').join('; ')
}
