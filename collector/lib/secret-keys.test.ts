import { describe, expect, it } from 'vitest'
import { hashSecretKey, readSecretKeys } from './secret-keys.js'

const SITES = ['acme-www', 'beta']
const KEY = 'a'.repeat(20)
const NEXT = 'b'.repeat(20)

const faultsIn = (text: string) => readSecretKeys(text, SITES).faults

it('keys come by site, several of one too, and only their hashes stay', () => {
  const text = `acme-www:${KEY},acme-www:${NEXT}\n  beta:${'c'.repeat(40)}==\n`
  const { keys, faults } = readSecretKeys(text, SITES)
  expect(faults).toEqual([])
  expect(keys).toEqual([
    { siteId: 'acme-www', keyHash: hashSecretKey(KEY) },
    { siteId: 'acme-www', keyHash: hashSecretKey(NEXT) },
    { siteId: 'beta', keyHash: hashSecretKey(`${'c'.repeat(40)}==`) },
  ])
  expect(JSON.stringify(keys)).not.toMatch(/aaaa|bbbb|cccc/)
})

it('none are none', () => {
  expect(readSecretKeys(' ,\n', SITES)).toEqual({ keys: [], faults: [] })
})

describe('a fault says in which pair it is, and shows no key', () => {
  it.each([
    [
      `acme-wwww:${KEY}`,
      'pair 1: the configuration has no site "acme-wwww" (did you mean "acme-www"?)',
    ],
    [`gamma:${KEY}`, 'pair 1: the configuration has no site "gamma" (there are acme-www, beta)'],
    [`${KEY}:gamma`, 'pair 1: the configuration has no site (there are acme-www, beta)'],
    [`${KEY}:beta`, 'pair 1: expected the siteId first and the key after the colon'],
    [`beta:${KEY} ${NEXT}`, 'pair 2: expected a siteId, a colon and a key, got no colon'],
    [
      `beta:${KEY.slice(1)}`,
      'pair 1: expected a key of at least 20 characters for beta, got a shorter one',
    ],
    [
      `beta:${KEY}:x`,
      'pair 1: expected letters, digits and -._~+/ in the key for beta, got others too',
    ],
    [
      `beta:${KEY} acme-www:${KEY}`,
      "pair 2: expected a key of the site's own, got that of another site",
    ],
  ])('%s', (text, fault) => {
    expect(faultsIn(text)).toEqual([fault])
  })
})
