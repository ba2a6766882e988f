import { expect, it } from 'vitest'
import { configFile } from '../lib/config-file.js'
import { aSite } from '../lib/test-sites.js'
import { checkSiteText, draftSite, type SiteForm } from './draft-site.js'

const SITES = [aSite()]
const BLANK = {
  siteId: 'shop',
  origins: 'https://shop.acme.com',
  identity: '',
  bots: '',
  ownDomains: '',
  titleSuffixes: '',
  engagementCalls: '',
}

const draft = (changes: Partial<SiteForm> = {}) => draftSite({ ...BLANK, ...changes }, SITES)

it('what is the default anyway is not written down', () => {
  const shortest = { siteId: 'shop', origins: ['https://shop.acme.com'] }
  for (const form of [{}, { identity: 'labelled', bots: 'drop' }]) {
    expect(draft(form)).toMatchObject({ kind: 'ready', json: JSON.stringify(shortest, null, 2) })
  }
})

it('what is written makes a configuration file that the collector takes', () => {
  const ready = draft({
    origins: 'https://shop.acme.com\r\nhttps://acme.com, http://localhost:*',
    identity: 'strict',
    bots: 'keep',
    ownDomains: 'acme.com',
    titleSuffixes: ' | Acme\r\n – Acme, Inc.',
    engagementCalls: '1',
  })
  if (ready.kind !== 'ready') throw new Error(JSON.stringify(ready))
  const { sites } = configFile.parse({ sites: [JSON.parse(ready.json)] })
  expect(sites).toEqual([
    {
      siteId: 'shop',
      origins: ['https://shop.acme.com', 'https://acme.com', 'http://localhost:*'],
      identity: 'strict',
      bots: 'keep',
      ownDomains: ['acme.com'],
      titleSuffixes: [' | Acme', ' – Acme, Inc.'],
      engagementCalls: true,
      jwt: [],
    },
  ])
})

it.each([
  ['siteId', { siteId: 'Shop 1' }, 'lower-case'],
  ['siteId', { siteId: 'acme-www' }, 'twice'],
  ['siteId', { siteId: '' }, 'lower-case'],
  ['origins', { origins: '' }, 'one origin'],
  ['origins', { origins: 'https://a.com https://b.com/x' }, 'no. 2: must be an origin'],
  ['identity', { identity: 'strickt' }, 'strict'],
  ['ownDomains', { ownDomains: 'acme' }, 'no. 1: must be a domain'],
] as const)('a bad %s is told at its field', (field, changes, words) => {
  expect(draft(changes)).toEqual({
    kind: 'faulty',
    faults: { [field]: expect.stringContaining(words) as string },
    others: [],
  })
})

it('a site that somebody has written is checked, and a slip of the fingers is named', () => {
  const text = '{ "siteId": "shop", "origins": ["https://shop.acme.com"], "titelSuffixes": [] }'
  expect(checkSiteText(text, SITES)).toEqual({
    kind: 'faulty',
    faults: {},
    others: ['unknown key "titelSuffixes" (did you mean "titleSuffixes"?)'],
  })
  expect(checkSiteText('{', SITES)).toMatchObject({
    others: [expect.stringContaining('not JSON') as string],
  })
})

it.each(['null', '7', '[]', '{}', '{"siteId":"x","origins":null,"jwt":[{}]}'])(
  '%s is no site, and says why',
  (text) => {
    const checked = checkSiteText(text, SITES)
    if (checked.kind !== 'faulty') throw new Error(text)
    expect([...checked.others, ...Object.values(checked.faults)].length).toBeGreaterThan(0)
  },
)
