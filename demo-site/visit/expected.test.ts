import { expect, it } from 'vitest'
import { aFullInteraction } from '../gong-sandbox/sandbox-for-tests.js'
import { EXPECTED, missingFrom } from './expected.js'
import { PERSON } from './self-reported-visit.js'
import { TRACKING_ID } from './tracked-visit.js'

const full = aFullInteraction()
const body = {
  ...full,
  eventType: 'page viewed',
  content: { contentTitle: 'Pricing', contentUrl: 'http://127.0.0.1:1/pricing' },
}

it('misses everything at first', () => {
  expect(missingFrom([])).toEqual(EXPECTED)
})

it('does not take one visitor for the other', () => {
  const found = (who: object) =>
    EXPECTED.filter((each) => !missingFrom([{ body: { ...body, ...who } }]).includes(each))
  expect(found({ person: { email: PERSON.email } }).map(({ words }) => words)).toEqual([
    'Ada Lovelace: page viewed, pricing',
  ])
  expect(found({ person: null, trackingId: TRACKING_ID }).map(({ words }) => words)).toEqual([
    'tracked visitor: page viewed, pricing',
  ])
})

it.each([
  [57, false],
  [60, true],
  [70, true],
  [90, false],
])('takes %i % of the film for the 60 % that were watched: %s', (value, isTaken) => {
  const numericContentDetails = {
    rangeFrom: 0,
    rangeTo: 100,
    value,
    numericType: 'PERCENTAGE',
  } as const
  const watched = {
    ...full,
    person: null,
    trackingId: TRACKING_ID,
    content: { ...full.content, numericContentDetails },
  }
  expect(missingFrom([{ body: watched }]).length).toBe(EXPECTED.length - (isTaken ? 1 : 0))
})
