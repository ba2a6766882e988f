import { describe, expect, it } from 'vitest'
import { knownPlace } from './place.js'

describe('a place', () => {
  it.each([
    [{ country: 'DE' }, { country: 'DE' }],
    [
      { country: ' us ', region: 'ca', city: 'San  José' },
      { country: 'US', region: 'US-CA', city: 'San José' },
    ],
    [
      { country: 'US', region: 'US-CA' },
      { country: 'US', region: 'US-CA' },
    ],
    [
      { country: 'GB', region: 'ENG' },
      { country: 'GB', region: 'GB-ENG' },
    ],
  ])('%o is %o', (claim, place) => {
    expect(knownPlace(claim)).toEqual(place)
  })

  it.each(['XX', 'T1', 'ZZ', 'EU', 'A1', 'DEU', '', 'Germany', undefined])(
    'is unknown where the country is %s',
    (country) => {
      expect(knownPlace({ country, region: 'BE', city: 'Berlin' })).toBeUndefined()
    },
  )

  it.each(['ZZ', 'DE-BE', 'BE', '', '?'])('of the US has no region %s', (region) => {
    expect(knownPlace({ country: 'US', region })).toEqual({ country: 'US' })
  })

  it.each(['', '?', ' - ', '12345'])('has no city without a letter: "%s"', (city) => {
    expect(knownPlace({ country: 'US', city })).toEqual({ country: 'US' })
  })

  it('has a city fit to be read', () => {
    const city = `Ber\u202Elin\n${'x'.repeat(200)}`
    expect(knownPlace({ country: 'DE', city })?.city).toMatch(/^Berlin x{92}…$/)
  })
})
