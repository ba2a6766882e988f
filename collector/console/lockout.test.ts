import { expect, it } from 'vitest'
import { createLockout } from './lockout.js'

const MINUTE_MS = 60_000

function openLockout() {
  let nowMs = 1_000_000
  const lockout = createLockout({ clock: () => nowMs })
  const fail = (times: number, address = 'a') => {
    for (let each = 0; each < times; each++) lockout.failed(address)
  }
  return { lockout, fail, turn: (ms: number) => (nowMs += ms) }
}

it('a few slips are no guessing', () => {
  const { lockout, fail } = openLockout()
  fail(4)
  expect(lockout.waitSeconds('a')).toBe(0)
})

it('after five wrong tokens an address waits for fifteen minutes, and may then try again', () => {
  const { lockout, fail, turn } = openLockout()
  fail(5)
  expect(lockout.waitSeconds('a')).toBe(900)
  turn(15 * MINUTE_MS - 1)
  expect(lockout.waitSeconds('a')).toBe(1)
  turn(1)
  expect(lockout.waitSeconds('a')).toBe(0)
  fail(4)
  expect(lockout.waitSeconds('a')).toBe(0)
  fail(1)
  expect(lockout.waitSeconds('a')).toBe(900)
})

it('slow guesses count together as long as each is within fifteen minutes of the last', () => {
  const { lockout, fail, turn } = openLockout()
  for (let each = 0; each < 5; each++) {
    fail(1)
    turn(14 * MINUTE_MS)
  }
  expect(lockout.waitSeconds('a')).toBe(60)
})

it('a right token makes good what was wrong before', () => {
  const { lockout, fail } = openLockout()
  fail(4)
  lockout.passed('a')
  fail(4)
  expect(lockout.waitSeconds('a')).toBe(0)
})

it('another address does not wait', () => {
  const { lockout, fail } = openLockout()
  fail(5)
  expect(lockout.waitSeconds('b')).toBe(0)
})

it('remembers ten thousand addresses and no more', () => {
  const { lockout, fail } = openLockout()
  fail(5, 'first')
  for (let each = 0; each < 10_000; each++) fail(1, String(each))
  expect(lockout.waitSeconds('first')).toBe(0)
})
