import { createHash } from 'node:crypto'
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import { MAX_EMAIL_CHARACTERS, MAX_ID_CHARACTERS } from '../../wire/limits.js'
import type { ErrorCode } from './error-codes.js'
import { openJwtKey, type JwtKeyText } from './jwt-key.js'
import { createTokenBrowsers } from './token-browsers.js'

/** Whom the token of an `identify` proves, or why nobody. */
export type TokenVerdict =
  | { kind: 'passed'; said: TokenPerson }
  /** `said` is unproven, and only good for telling whether the page means somebody else; null where nothing can be read. */
  | { kind: 'refused'; reason: ErrorCode; said: TokenPerson | null }

export interface TokenPerson {
  personId?: string | undefined
  email?: string | undefined
  name?: string | undefined
  phoneNumber?: string | undefined
}

interface Judged {
  token: string
  siteId: string
  anonymousId: string
  /** The true time of the `identify`. */
  occurredAtMs: number
  receivedAtMs: number
}

/** Null where the site has no keys: nothing can be proven there, and a token says no more than none. */
export type JudgeToken = (judged: Judged) => Promise<TokenVerdict | null>

export const TOKEN_AUDIENCE = 'tamtam'

/** An hour is advised; a token that serves for longer is a password in the page. */
export const MAX_LIFETIME_SECONDS = 24 * 60 * 60

/** What the clocks of two servers may differ by. */
const TOLERANCE_SECONDS = 60

/** As long as a page keeps a beacon that it could not send. */
const MAX_LATE_MS = 24 * 60 * 60 * 1000

/**
 * Judges signed tokens by the keys of their site: by the `kid` of its header alone is the key chosen, and only the
 * algorithm that the key is configured for verifies it. Keys that the token brings or points to are not looked at.
 *
 * A token must hold at the true time of the `identify`, not when its beacon is received: a page may have been offline
 * for hours. But the page says when that was, so that a token which leaked long ago could be used as of then: one that
 * ended more than a day before it came is refused whatever time is said. One without `aid` serves two browsers.
 */
export function createTokenJudge(keys: readonly JwtKeyText[]): JudgeToken {
  const opened = new Map(keys.map((key) => [nameOf(key), { ...key, key: openJwtKey(key) }]))
  const sites = new Set(keys.map(({ siteId }) => siteId))
  const browsers = createTokenBrowsers()

  async function verify({ token, siteId, occurredAtMs }: Judged): Promise<JWTPayload> {
    const { payload } = await jwtVerify(
      token,
      ({ kid = '', alg }) => {
        const found = opened.get(nameOf({ siteId, kid }))
        if (found?.alg !== alg) throw new errors.JOSENotSupported('no key of this kid and alg')
        return found.key
      },
      {
        issuer: siteId,
        audience: TOKEN_AUDIENCE,
        requiredClaims: ['iat', 'exp'],
        algorithms: ['EdDSA', 'ES256', 'HS256'],
        currentDate: new Date(occurredAtMs),
        clockTolerance: TOLERANCE_SECONDS,
      },
    )
    return payload
  }

  return async (judged) => {
    if (!sites.has(judged.siteId)) return null
    try {
      const payload = await verify(judged)
      const verdict = judgeClaims(payload, judged)
      const { aid, jti = hashSigned(judged.token) } = payload
      const isFree = verdict.kind === 'passed' && aid === undefined
      if (!isFree || browsers.mayServe({ ...judged, jti })) return verdict
      return { kind: 'refused', reason: 'identity_token_foreign', said: verdict.said }
    } catch (error) {
      const expired = error instanceof errors.JWTExpired
      const reason = expired ? 'identity_token_expired' : 'identity_token_invalid'
      return { kind: 'refused', reason, said: readUnproven(judged.token) }
    }
  }
}

function judgeClaims(payload: JWTPayload, { anonymousId, receivedAtMs }: Judged): TokenVerdict {
  const { iat = NaN, exp = NaN, aid } = payload
  const claims = person.safeParse(payload).data ?? null
  const refused = (reason: ErrorCode): TokenVerdict => ({ kind: 'refused', reason, said: claims })
  if (!(exp - iat <= MAX_LIFETIME_SECONDS)) return refused('identity_token_invalid')
  if (iat - TOLERANCE_SECONDS > receivedAtMs / 1000) return refused('identity_token_invalid')
  const lastMs = (exp + TOLERANCE_SECONDS) * 1000 + MAX_LATE_MS
  if (receivedAtMs > lastMs) return refused('identity_token_expired')
  if (aid !== undefined && aid !== anonymousId) return refused('identity_token_foreign')
  if (!claims?.email && !claims?.phoneNumber) return refused('identity_token_matchless')
  return { kind: 'passed', said: claims }
}

/** In place of a `jti`: of what is signed, since the last letters of a signature can be spelt in several ways. */
function hashSigned(token: string): string {
  const signed = token.slice(0, token.lastIndexOf('.'))
  return createHash('sha256').update(signed).digest('base64url')
}

/**
 * The claims that a token may have are those of OpenID Connect; an odd one counts as absent, and costs no other.
 * https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
const person = z
  .object({
    sub: z.string().min(1).max(MAX_ID_CHARACTERS).optional().catch(undefined),
    email: z.string().trim().pipe(z.email().max(MAX_EMAIL_CHARACTERS)).optional().catch(undefined),
    name: z.string().optional().catch(undefined),
    phone_number: z.string().trim().min(1).max(64).optional().catch(undefined),
  })
  .transform(({ sub, email, name, phone_number }): TokenPerson => {
    return { personId: sub, email, name, phoneNumber: phone_number }
  })

function readUnproven(token: string): TokenPerson | null {
  try {
    return person.safeParse(decodeJwt(token)).data ?? null
  } catch {
    // Not even the form of a token: nobody can be read from it.
    return null
  }
}

function nameOf({ siteId, kid }: Pick<JwtKeyText, 'siteId' | 'kid'>): string {
  return JSON.stringify([siteId, kid])
}
