import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hashSecretKey } from './lib/secret-keys.js'
import { temporaryFolder } from './store/test-store.js'
import { faultsOf, read, SITE } from './test-config.js'

const KEY = 'k'.repeat(32)
const KEYS = [{ siteId: 'acme-www', keyHash: hashSecretKey(KEY) }]

describe('secret keys', () => {
  it('are none, or come from the environment, or from a file', () => {
    const path = join(temporaryFolder(), 'keys')
    writeFileSync(path, `acme-www:${KEY}\n`)
    expect(read({}).secretKeys).toEqual([])
    expect(read({ TAMTAM_SECRET_KEYS: `acme-www:${KEY}` }).secretKeys).toEqual(KEYS)
    expect(read({ TAMTAM_SECRET_KEYS_FILE: path }).secretKeys).toEqual(KEYS)
  })

  it('are of sites that there are, and faults show none', () => {
    const env = { TAMTAM_SECRET_KEYS: `acme:${KEY},acme-www:short-secret` }
    expect(faultsOf(env)).toEqual([
      'TAMTAM_SECRET_KEYS: pair 1: the configuration has no site "acme" (there are acme-www)',
      'TAMTAM_SECRET_KEYS: pair 2: expected a key of at least 20 characters for acme-www, got a shorter one',
    ])
  })
})

describe('the public address', () => {
  it('is an https origin', () => {
    const publicUrl = 'https://go.acme.com'
    expect(read({}, { sites: [SITE], publicUrl }).publicUrl).toBe(publicUrl)
    for (const wrong of ['http://go.acme.com', 'https://go.acme.com/l', 'https://go.acme.com:*']) {
      expect(faultsOf({}, { sites: [SITE], publicUrl: wrong })).toHaveLength(1)
    }
  })
})

describe('paths of one’s own', () => {
  it.each(['/l/x', '/v1/links', '/v1/links/x', '/v1/identities'])('are not %s', (script) => {
    expect(faultsOf({}, { sites: [SITE], paths: { script } })).toEqual([
      expect.stringContaining('paths.script: must not be a path of another use'),
    ])
  })
})
