import { describe, expect, it } from 'vitest'
import type { Config } from '../config.js'
import { configFile } from '../lib/config-file.js'
import { checkConfiguration } from './check-configuration.js'

const SITE = { siteId: 'acme-www', origins: ['https://www.acme.com'], ownDomains: ['acme.com'] }
const KEY = { siteId: 'acme-www', keyHash: '' }

/** Warnings of a configuration that has everything but what is changed. */
function warningsOf(changes: object, secretKeys = [KEY]): string {
  const file = configFile.parse({
    companyName: 'Acme',
    sites: [SITE],
    content: [{ match: '/pricing*', priority: 'high' }],
    publicUrl: 'https://collector.acme.com',
    ...changes,
  })
  // What the check reads of a configuration.
  const config = { ...file, configFile: 'tamtam.config.json', secretKeys } as unknown as Config
  return checkConfiguration(config)
    .filter(({ status }) => status === 'warn')
    .map(({ found }) => found)
    .join('\n')
}

describe('a configuration', () => {
  it('that has everything is warned of nothing', () => expect(warningsOf({})).toBe(''))

  it.each([
    [{ companyName: undefined }, /^companyName is missing/],
    [{ sites: [{ ...SITE, ownDomains: [] }] }, /^no site has ownDomains/],
    [{ content: [] }, /^no content rule has high priority/],
    [{ content: [{ match: '/x' }] }, /^no content rule has high priority/],
    [{ publicUrl: undefined }, /^publicUrl is missing/],
    [{ sites: [{ ...SITE, engagementCalls: true }] }, /^site acme-www: engagementCalls are on/],
  ])('%o is warned of that alone', (changes, words) => {
    expect(warningsOf(changes)).toMatch(words)
    expect(warningsOf(changes).split('\n')).toHaveLength(1)
  })

  it('without any key is warned of what becomes of people', () => {
    expect(warningsOf({}, [])).toMatch(/^site acme-www: .*"self-reported" and by at most 20 %/)
    const strict = { sites: [{ ...SITE, identity: 'strict' }] }
    expect(warningsOf(strict, [])).toMatch(/^site acme-www: .*is held for 30 days and given up/)
    expect(warningsOf({ sites: [{ ...SITE, identity: 'open' }] }, [])).toBe('')
  })

  it('with a key file that is none fails', () => {
    const jwt = [{ kid: 'k', alg: 'EdDSA', publicKeyFile: '/nowhere.pem' }]
    const file = configFile.parse({ sites: [{ ...SITE, jwt }] })
    const config = {
      ...file,
      configFile: 'tamtam.config.json',
      secretKeys: [],
    } as unknown as Config
    expect(checkConfiguration(config)[0]).toMatchObject({
      status: 'fail',
      found: expect.stringContaining(
        'site acme-www: jwt key "k" (EdDSA) in /nowhere.pem',
      ) as string,
    })
  })
})
