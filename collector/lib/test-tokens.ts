import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { NOON_MS } from '../../wire/test-data.js'
import type { JwtKeyText } from './jwt-key.js'
import { signIdentityToken, type TokenToSign } from './sign-identity-token.js'

const HOUR_SECONDS = 3600

export type Algorithm = JwtKeyText['alg']

/** A new key of a site, with a way to sign by it. */
export function aJwtKey(alg: Algorithm = 'EdDSA', { siteId = 'acme-www', kid = 'k-1' } = {}) {
  const { key, signing } = newKey(alg, { siteId, kid })
  return {
    key,
    /** By default for Ada, for an hour from noon. */
    sign: (changes: Partial<Pick<TokenToSign, Changeable>> = {}): Promise<string> =>
      signIdentityToken({
        siteId,
        kid,
        person: { email: 'ada@example.org' },
        lifetimeSeconds: HOUR_SECONDS,
        nowMs: NOON_MS,
        ...changes,
        ...signing,
      }),
  }
}

type Changeable = 'siteId' | 'kid' | 'person' | 'anonymousId' | 'lifetimeSeconds' | 'nowMs'

function newKey(alg: Algorithm, named: { siteId: string; kid: string }) {
  if (alg === 'HS256') {
    const secret = randomBytes(32).toString('base64url')
    return { key: { ...named, alg, secret }, signing: { alg, secret } }
  }
  const { publicKey, privateKey } =
    alg === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { key: { ...named, alg, publicKeyPem }, signing: { alg, privateKeyPem } }
}
