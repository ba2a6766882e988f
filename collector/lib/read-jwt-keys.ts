import { readFileSync } from 'node:fs'
import type { Site } from './config-file.js'
import type { JwtKey } from './config-identity.js'
import { openJwtKey, type JwtKeyText } from './jwt-key.js'

/**
 * Reads all sites' keys from their files, once, at start. `faults` has a line for each that cannot be read or is no key
 * for its algorithm, with the site, the kid, what was expected and what came; never what is in the file.
 */
export function readJwtKeys(sites: readonly Site[]): { keys: JwtKeyText[]; faults: string[] } {
  const keys: JwtKeyText[] = []
  const faults: string[] = []
  for (const { siteId, jwt } of sites) {
    for (const each of jwt) {
      const file = each.alg === 'HS256' ? each.secretFile : each.publicKeyFile
      try {
        const key = keyOf(siteId, each, readFileSync(file, 'utf8'))
        openJwtKey(key)
        keys.push(key)
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error)
        faults.push(`site ${siteId}: jwt key "${each.kid}" (${each.alg}) in ${file}: ${words}`)
      }
    }
  }
  return { keys, faults }
}

function keyOf(siteId: string, { kid, alg }: JwtKey, text: string): JwtKeyText {
  // Editors end a file by a line break, which is no part of a secret.
  return alg === 'HS256'
    ? { siteId, kid, alg, secret: text.replace(/\r?\n$/, '') }
    : { siteId, kid, alg, publicKeyPem: text }
}
