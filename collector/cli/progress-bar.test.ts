import { expect, it } from 'vitest'
import { progressBar } from './progress-bar.js'

it.each([
  [0, 40, '[....................] 0 % 0 of 40'],
  [12_000, 23_000, '[##########..........] 52 % 12,000 of 23,000'],
  [39_999, 40_000, '[###################.] 99 % 39,999 of 40,000'],
  [41, 40, '[####################] 100 % 41 of 40'],
  [0, 0, '[####################] 100 % 0 of 0'],
])('%d of %d is %s', (done, total, bar) => {
  expect(progressBar({ done, total })).toBe(bar)
})
