import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'

/** A key by which a site's server signs who its visitor is, as plain data that crosses into a thread. */
export type JwtKeyText =
  | { siteId: string; kid: string; alg: 'EdDSA' | 'ES256'; publicKeyPem: string }
  | { siteId: string; kid: string; alg: 'HS256'; secret: string }

/** As long as the hash that it keys: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
export const MIN_SECRET_BYTES = 32

/** Throws, in words of what was expected, when the text is no key for its algorithm. */
export function openJwtKey(key: JwtKeyText): KeyObject {
  if (key.alg === 'HS256') {
    const secret = Buffer.from(key.secret)
    if (secret.length < MIN_SECRET_BYTES) {
      throw new Error(`expected at least ${MIN_SECRET_BYTES} bytes, got ${secret.length}`)
    }
    return createSecretKey(secret)
  }
  // Node would take a private key too, which has no business on this machine.
  if (!key.publicKeyPem.includes('-----BEGIN PUBLIC KEY-----')) {
    throw new Error('expected PEM that begins with "-----BEGIN PUBLIC KEY-----"')
  }
  const opened = createPublicKey(key.publicKeyPem)
  const kind = opened.asymmetricKeyDetails?.namedCurve ?? opened.asymmetricKeyType
  if (kind !== KIND_OF[key.alg]) {
    throw new Error(`expected a key of ${KIND_OF[key.alg]} for ${key.alg}, got ${String(kind)}`)
  }
  return opened
}

/** ES256 is of this curve alone; of the two EdDSA curves jose has this one. */
const KIND_OF = { EdDSA: 'ed25519', ES256: 'prime256v1' }
