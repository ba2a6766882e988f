import { expect, it } from 'vitest'
import { shareTraffic } from './share-traffic.js'

const share = (
  knownBy: 'verified' | 'claimed' | 'anonymous' | 'unclear',
  interactions: number,
) => ({
  siteId: 'acme-www',
  knownBy,
  interactions,
})

it('strict would hold what is only claimed, beside what nobody is known of', () => {
  const shares = [
    share('verified', 1),
    share('claimed', 3),
    share('anonymous', 4),
    share('unclear', 7),
    { ...share('claimed', 100), siteId: 'other' },
  ]
  expect(shareTraffic(shares, 'acme-www')).toEqual({
    interactions: 8,
    levels: [
      { knownBy: 'verified', interactions: 1, percent: 13 },
      { knownBy: 'corroborated', interactions: 0, percent: 0 },
      { knownBy: 'claimed', interactions: 3, percent: 38 },
      { knownBy: 'inferred', interactions: 0, percent: 0 },
      { knownBy: 'anonymous', interactions: 4, percent: 50 },
    ],
    heldPercent: 50,
    heldByStrictPercent: 88,
    unclear: 7,
  })
})

it('a site without traffic has no percent', () => {
  expect(shareTraffic([], 'acme-www')).toMatchObject({ interactions: 0, heldByStrictPercent: 0 })
})
