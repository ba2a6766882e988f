import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../store/test-store.js'
import { openLookUps } from './open-look-ups.js'
import { anMmdb } from './test-mmdb.js'

function fileOf(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

const openPlaces = async (content: string | Buffer) =>
  (await openLookUps({ geoipFile: fileOf('city.mmdb', content), companiesFile: null })).placeOf

const openCompanies = async (name: string, content: string | Buffer) =>
  (await openLookUps({ geoipFile: null, companiesFile: fileOf(name, content) })).companyOf

const BERLIN = {
  country: { iso_code: 'DE', names: { en: 'Germany' } },
  subdivisions: [{ iso_code: 'BE' }],
  city: { names: { en: 'Berlin', de: 'Berlin' } },
}

it('without files nothing is looked up', async () => {
  expect(await openLookUps({ geoipFile: null, companiesFile: null })).toEqual({})
})

describe('a file of places', () => {
  it('says where an address is, of either family', async () => {
    const placeOf = await openPlaces(
      anMmdb({
        '203.0.113.0/24': { country: { iso_code: 'US' } },
        '203.0.113.128/25': BERLIN,
        '2001:db8::/32': BERLIN,
        '198.51.100.7': { country: { iso_code: 'XX' } },
        '198.51.100.8': { continent: { code: 'EU' } },
        '198.51.100.9': 'words',
      }),
    )
    const berlin = { country: 'DE', region: 'DE-BE', city: 'Berlin' }
    expect(placeOf?.('203.0.113.9')).toEqual({ country: 'US' })
    expect(placeOf?.('203.0.113.200')).toEqual(berlin)
    expect(placeOf?.('2001:db8::1')).toEqual(berlin)
    for (const last of [6, 7, 8, 9]) expect(placeOf?.(`198.51.100.${last}`)).toBeUndefined()
  })

  it('of IPv4 alone says nothing of IPv6', async () => {
    // The first 32 bits of the address asked are those of the range.
    const placeOf = await openPlaces(anMmdb({ '32.1.13.184': BERLIN }, { ipVersion: 4 }))
    expect(placeOf?.('32.1.13.184')).toMatchObject({ country: 'DE' })
    expect(placeOf?.('2001:db8::1')).toBeUndefined()
  })

  it.each([
    ['is not there', undefined, /ENOENT/],
    ['is something else', 'country,DE', /expected a file in MaxMind's format/],
    [
      'was cut off',
      anMmdb({ '0.0.0.0/1': BERLIN }).subarray(200),
      /expected a file in MaxMind's format/,
    ],
    [
      'is about something else',
      anMmdb({}, { databaseType: 'GeoLite2-ASN' }),
      /expected a file of cities or countries.*"GeoLite2-ASN"/,
    ],
  ])('that %s is a fault that names its variable', async (_, content, words) => {
    const geoipFile = content === undefined ? '/nowhere/city.mmdb' : fileOf('city.mmdb', content)
    const opening = openLookUps({ geoipFile, companiesFile: null })
    await expect(opening).rejects.toThrow(words)
    await expect(opening).rejects.toThrow(/^TAMTAM_GEOIP_FILE: .*city\.mmdb/)
  })
})

describe('a file of companies', () => {
  it('may be a CSV, with a heading, comments and quotes', async () => {
    const companyOf = await openCompanies(
      'companies.csv',
      '\uFEFFcidr,domain\n# ours\n\n203.0.113.0/24, Acme.com\n"203.0.113.8/29","www.beta.co.uk"\n2001:db8::/32,acme.com\n',
    )
    expect(companyOf?.('203.0.113.1')).toBe('acme.com')
    expect(companyOf?.('203.0.113.9')).toBe('beta.co.uk')
    expect(companyOf?.('2001:db8::9')).toBe('acme.com')
    expect(companyOf?.('203.0.114.1')).toBeUndefined()
  })

  it('may be an .mmdb', async () => {
    const companyOf = await openCompanies(
      'asn.mmdb',
      anMmdb(
        {
          '203.0.113.1': { domain: 'eu.acme.com', as_domain: 'carrier.net' },
          '203.0.113.2': { as_domain: 'acme.com' },
          '203.0.113.3': { domain: 'acme.com', type: 'isp' },
          '203.0.113.4': { as_domain: 'acme.com', as_type: 'hosting' },
          '203.0.113.5': { domain: 'gmail.com' },
          '203.0.113.6': { asn: 'AS64500' },
        },
        { databaseType: 'company' },
      ),
    )
    const found = [1, 2, 3, 4, 5, 6, 7].map((last) => companyOf?.(`203.0.113.${last}`))
    expect(found).toEqual(['acme.com', 'acme.com', ...Array<undefined>(5).fill(undefined)])
  })

  it.each([
    [
      'no range',
      '203.0.113.0/24,acme.com\n\n10.0.0.0/33,acme.com\n',
      'line 3: "10.0.0.0/33" is neither',
    ],
    ['no address', 'acme.com,10.0.0.0/8\n', 'line 1: "acme.com" is neither'],
    ["no company's domain", '10.0.0.0/8,gmail.com', 'line 1: "gmail.com" is no company\'s domain'],
    ['no domain', '# a\n10.0.0.0/8', 'line 2: "" is no company\'s domain'],
    ['more than two columns', '10.0.0.0/8,acme.com,9', 'line 1: there is more than'],
    [
      'a range of two',
      '10.0.0.0/8,acme.com\n10.0.0.0/8,acme.com\n10.9.9.9/8,beta.com',
      "line 3: 10.9.9.9/8 is acme.com's already",
    ],
    ['an open quote', '10.0.0.0/8,"acme.com', 'Quote Not Closed'],
  ])('with %s is a fault that names its variable and the line', async (_, content, words) => {
    const opening = openCompanies('companies.csv', content)
    await expect(opening).rejects.toThrow(words)
    await expect(opening).rejects.toThrow(
      /^TAMTAM_COMPANIES_FILE: expected a CSV .*companies\.csv: /,
    )
  })

  it('of another kind is told by its first lines', async () => {
    const content = 'nothing of the sort\n'.repeat(100)
    await expect(openCompanies('companies.csv', content)).rejects.toThrow(/line 5: [^;]*$/)
  })

  it('that is not there is a fault too', async () => {
    for (const companiesFile of ['/nowhere/c.csv', '/nowhere/c.mmdb']) {
      const opening = openLookUps({ geoipFile: null, companiesFile })
      await expect(opening).rejects.toThrow(/^TAMTAM_COMPANIES_FILE: .*ENOENT/)
    }
  })
})
