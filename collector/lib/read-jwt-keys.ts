import { isUtf8 } from 'node:buffer'
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
        const key = keyOf(siteId, each, textOf(readFileSync(file)))
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

/** Bytes that are no text would all be read as the same character, and a secret be as good as none. */
function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Error('expected UTF-8 text, such as a secret in hexadecimal')
  return bytes.toString()
}

function keyOf(siteId: string, { kid, alg }: JwtKey, text: string): JwtKeyText {
  // Editors end a file by a line break, which is no part of a secret.
  return alg === 'HS256'
    ? { siteId, kid, alg, secret: text.replace(/\r?\n$/, '') }
    : { siteId, kid, alg, publicKeyPem: text }
}
