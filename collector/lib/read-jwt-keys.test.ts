import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { JwtKey } from './config-identity.js'
import { readJwtKeys } from './read-jwt-keys.js'
import { aSite } from './test-sites.js'

function file(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'key'), content)
  return join(folder, 'key')
}

const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const pem = ({ publicKey }: typeof ed25519): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()
const privatePem = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const SECRET = 's'.repeat(32)

const read = (jwt: JwtKey[]) => readJwtKeys([aSite({ jwt })])

it('keys are read as text, and a line break at the end is no part of a secret', () => {
  const jwt: JwtKey[] = [
    { kid: 'a', alg: 'ES256', publicKeyFile: file(pem(p256)) },
    { kid: 'b', alg: 'HS256', secretFile: file(`${SECRET}\n`) },
  ]
  expect(read(jwt)).toEqual({
    keys: [
      { siteId: 'acme-www', kid: 'a', alg: 'ES256', publicKeyPem: pem(p256) },
      { siteId: 'acme-www', kid: 'b', alg: 'HS256', secret: SECRET },
    ],
    faults: [],
  })
})

it.each<[string, JwtKey['alg'], string, string]>([
  ['a curve of another algorithm', 'EdDSA', pem(p256), 'expected a key of ed25519 for EdDSA'],
  ['a curve too long', 'ES256', pem(p384), 'expected a key of prime256v1 for ES256, got secp384r1'],
  ['a private key', 'EdDSA', privatePem, 'expected PEM that begins with'],
  ['a text', 'EdDSA', 'secret words', 'expected PEM that begins with'],
  ['a torn file', 'ES256', pem(p256).slice(0, 60), ''],
  ['a secret too short', 'HS256', 's'.repeat(31), 'expected at least 32 bytes, got 31'],
])('%s is a fault that names site, kid and file, and tells no content', (...given) => {
  const [, alg, content, words] = given
  const path = file(content)
  const key: JwtKey =
    alg === 'HS256' ? { kid: 'k', alg, secretFile: path } : { kid: 'k', alg, publicKeyFile: path }
  const { keys, faults } = read([key])
  expect(keys).toEqual([])
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(`site acme-www: jwt key "k" (${alg}) in ${path}: ${words}`)
  expect(faults[0]).not.toContain(content.slice(-20))
})

it('bytes that are no text are a fault, and not a secret that anybody could guess', () => {
  const secretFile = file(Buffer.alloc(32, 0xff))
  const { keys, faults } = read([{ kid: 'k', alg: 'HS256', secretFile }])
  expect([keys, faults]).toEqual([[], [expect.stringContaining('expected UTF-8 text')]])
})

it('a file that is not there is a fault among others', () => {
  const { faults } = read([
    { kid: 'a', alg: 'ES256', publicKeyFile: '/nowhere/a.pem' },
    { kid: 'b', alg: 'HS256', secretFile: '/nowhere/b' },
  ])
  expect(faults).toHaveLength(2)
  expect(faults[0]).toContain('ENOENT')
})
