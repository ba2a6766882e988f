import { expect, it } from 'vitest'
import { createLockout } from './lockout.js'

const MINUTE_MS = 60_000

function openLockout() {
  let nowMs = 1_000_000
  const lockout = createLockout({ clock: () => nowMs })
  const fail = (times: number, key = 'a') =>
    Array.from({ length: times }, () => lockout.failed(key)).at(-1)
  return { fail, turn: (ms: number) => (nowMs += ms) }
}

const REFUSED = { kind: 'refused', isNews: false }
const FIRST = { kind: 'refused', isNews: true }
const lockedFor = (waitSeconds: number) => ({ kind: 'locked out', waitSeconds })

it('a few slips are no guessing', () => {
  const { fail } = openLockout()
  expect(fail(5)).toEqual(REFUSED)
})

it('after five wrong tokens an address is told for fifteen minutes to come later', () => {
  const { fail, turn } = openLockout()
  fail(5)
  expect(fail(1)).toEqual(lockedFor(900))
  turn(15 * MINUTE_MS - 1)
  expect(fail(1)).toEqual(lockedFor(1))
  turn(1)
  expect(fail(5)).toEqual(REFUSED)
  expect(fail(1)).toEqual(lockedFor(900))
})

it('slow guesses count together as long as each is within fifteen minutes of the last', () => {
  const { fail, turn } = openLockout()
  for (let each = 0; each < 5; each++) {
    fail(1)
    turn(14 * MINUTE_MS)
  }
  expect(fail(1)).toEqual(lockedFor(60))
})

it('of an address one wrong token is news until it has been quiet for fifteen minutes', () => {
  const { fail, turn } = openLockout()
  expect(fail(1)).toEqual(FIRST)
  expect(fail(4)).toEqual(REFUSED)
  turn(15 * MINUTE_MS)
  expect(fail(1)).toEqual(FIRST)
})

it('of ever new addresses a hundred at once are news, and then one a minute', () => {
  const { fail, turn } = openLockout()
  const news = (from: number) =>
    Array.from({ length: 1000 }, (_, each) => fail(1, `${from + each}`)).filter(
      (wrong) => wrong?.kind === 'refused' && wrong.isNews,
    ).length
  expect(news(0)).toBe(100)
  turn(MINUTE_MS)
  expect(news(1000)).toBe(1)
})

it('another address does not wait', () => {
  const { fail } = openLockout()
  fail(5)
  expect(fail(1, 'b')).toEqual(FIRST)
})

it('remembers ten thousand addresses and no more', () => {
  const { fail } = openLockout()
  fail(5, 'first')
  for (let each = 0; each < 10_000; each++) fail(1, String(each))
  expect(fail(1, 'first')).toMatchObject({ kind: 'refused' })
})
