import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JwtKey } from '../lib/config-identity.js'
import { Failure } from './failure.js'
import type { Algorithm } from './sign-token.js'

export interface GeneratedKey {
  /** What signs, readable by its owner alone. */
  privateFile: string
  /** An entry of `sites[].jwt`. */
  setting: JwtKey
}

/** Makes a key and writes it into a folder, which is made. Throws a Failure rather than write over a file. */
export function generateKey({
  folder,
  kid,
  alg,
}: {
  folder: string
  kid: string
  alg: Algorithm
}): GeneratedKey {
  mkdirSync(folder, { recursive: true })
  const file = (ending: string): string => join(folder, `${kid}.${ending}`)
  if (alg === 'HS256') {
    const secretFile = file('secret')
    write(secretFile, { text: randomBytes(SECRET_BYTES).toString('base64url'), mode: SECRET })
    return { privateFile: secretFile, setting: { kid, alg, secretFile } }
  }
  const pair = newPair(alg)
  const privateFile = file('private.pem')
  const publicKeyFile = file('public.pem')
  write(privateFile, { text: pem(pair.privateKey, 'pkcs8'), mode: SECRET })
  write(publicKeyFile, { text: pem(pair.publicKey, 'spki'), mode: PUBLIC })
  return { privateFile, setting: { kid, alg, publicKeyFile } }
}

/** More than the 32 that an HMAC of SHA-256 takes: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
const SECRET_BYTES = 48

const SECRET = 0o600
const PUBLIC = 0o644

function newPair(alg: 'EdDSA' | 'ES256') {
  return alg === 'EdDSA'
    ? generateKeyPairSync('ed25519')
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function pem(key: KeyObject, type: 'pkcs8' | 'spki'): string {
  return key.export({ format: 'pem', type }).toString()
}

function write(path: string, { text, mode }: { text: string; mode: number }): void {
  try {
    writeFileSync(path, text, { mode, flag: 'wx' })
  } catch (cause) {
    throw new Failure(`--generate: ${path} cannot be written: ${String(cause)}`, { cause })
  }
}
