import { createPrivateKey, createSecretKey, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { TOKEN_AUDIENCE } from './judge-token.js'

export type SigningKey =
  { alg: 'EdDSA' | 'ES256'; privateKeyPem: string } | { alg: 'HS256'; secret: string }

export type TokenToSign = SigningKey & {
  siteId: string
  kid: string
  person: {
    sub?: string | undefined
    email?: string | undefined
    name?: string | undefined
    phoneNumber?: string | undefined
  }
  /** Binds the token to one browser. */
  anonymousId?: string | undefined
  /** Over 86,400 the collector refuses it. */
  lifetimeSeconds: number
  nowMs: number
}

/** Signs who a visitor is, as a site's own server does. Throws when the key is none for its algorithm. */
export async function signIdentityToken(given: TokenToSign): Promise<string> {
  const { siteId, kid, alg, person, anonymousId, lifetimeSeconds, nowMs } = given
  const key =
    given.alg === 'HS256'
      ? createSecretKey(Buffer.from(given.secret))
      : createPrivateKey(given.privateKeyPem)
  const { sub, email, name, phoneNumber } = person
  const issuedAtSeconds = Math.floor(nowMs / 1000)
  return new SignJWT({
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(phoneNumber !== undefined && { phone_number: phoneNumber }),
    ...(sub !== undefined && { sub }),
    ...(anonymousId !== undefined && { aid: anonymousId }),
  })
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .setIssuer(siteId)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(issuedAtSeconds)
    .setExpirationTime(issuedAtSeconds + lifetimeSeconds)
    .setJti(randomUUID())
    .sign(key)
}
