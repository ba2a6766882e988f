import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { checkClock } from './check-clock.js'

const at = (changes: object) =>
  checkClock({ startedAtMs: NOON_MS, finishedAtMs: NOON_MS, dateMs: NOON_MS, ...changes }).status

it.each([
  ['the same second', {}, 'pass'],
  [
    'what a slow call may have taken',
    { finishedAtMs: NOON_MS + 9000, dateMs: NOON_MS + 8000 },
    'pass',
  ],
  [
    'what the header rounds off',
    { startedAtMs: NOON_MS + 5999, finishedAtMs: NOON_MS + 6000 },
    'pass',
  ],
  ['5 s ahead', { startedAtMs: NOON_MS + 6000, finishedAtMs: NOON_MS + 6000 }, 'warn'],
  ['5 s behind', { dateMs: NOON_MS + 5000 }, 'warn'],
  ['60 s behind', { dateMs: NOON_MS + 60_000 }, 'fail'],
  ['no date', { dateMs: null }, 'skip'],
])('%s: %o is judged %s', (_, changes, status) => expect(at(changes)).toBe(status))
