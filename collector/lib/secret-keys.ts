import { createHash } from 'node:crypto'
import { nearestKey } from './nearest-key.js'

/** A key by which a site's own server shows itself. */
export interface SecretKey {
  siteId: string
  /** SHA-256, hexadecimal: the key itself is not kept. */
  keyHash: string
}

/** Some 100 bits of a random one; a shorter one may have been thought up. */
const MIN_KEY_CHARACTERS = 20

/** What may follow `Bearer`: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const KEY = /^[A-Za-z0-9\-._~+/]+=*$/

/**
 * Reads `siteId:key` pairs, parted by commas or white space; a site may have several keys, so that a new one works
 * before the old one goes. A fault says in which pair it is, and never what came: that may be a key.
 */
export function readSecretKeys(
  text: string,
  siteIds: readonly string[],
): { keys: SecretKey[]; faults: string[] } {
  const keys: SecretKey[] = []
  const faults: string[] = []
  const pairs = text.split(/[\s,]+/).filter((pair) => pair !== '')
  for (const [index, pair] of pairs.entries()) {
    const [, siteId = '', key = ''] = /^([^:]*):(.*)$/.exec(pair) ?? []
    const fault = faultOf({ pair, siteId, key, siteIds })
    const keyHash = hashSecretKey(key)
    if (fault !== null) faults.push(`pair ${index + 1}: ${fault}`)
    // It would not say for which site it stands.
    else if (keys.some((known) => known.keyHash === keyHash && known.siteId !== siteId)) {
      faults.push(`pair ${index + 1}: expected a key of the site's own, got that of another site`)
    } else keys.push({ siteId, keyHash })
  }
  return { keys, faults }
}

/** A key has too many random bits for anybody to find it by its hash. */
export function hashSecretKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

interface Pair {
  pair: string
  siteId: string
  key: string
  siteIds: readonly string[]
}

function faultOf({ pair, siteId, key, siteIds }: Pair): string | null {
  if (!pair.includes(':')) return 'expected a siteId, a colon and a key, got no colon'
  if (!siteIds.includes(siteId)) {
    if (siteIds.includes(key)) return 'expected the siteId first and the key after the colon'
    // As long as a key it may be one.
    const named = siteId.length < MIN_KEY_CHARACTERS ? ` "${siteId}"` : ''
    const nearest = nearestKey(siteId, siteIds)
    const hint =
      nearest === undefined ? `there are ${siteIds.join(', ')}` : `did you mean "${nearest}"?`
    return `the configuration has no site${named} (${hint})`
  }
  if (key.length < MIN_KEY_CHARACTERS) {
    return `expected a key of at least ${MIN_KEY_CHARACTERS} characters for ${siteId}, got a shorter one`
  }
  return KEY.test(key)
    ? null
    : `expected letters, digits and -._~+/ in the key for ${siteId}, got others too`
}
