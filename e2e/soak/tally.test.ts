import { expect, it } from 'vitest'
import { createTally } from './tally.js'

it('knows the longest time without an acknowledgement, that before the end included', () => {
  let nowMs = 0
  const tally = createTally(() => nowMs)
  for (const atMs of [10, 250, 300]) {
    nowMs = atMs
    tally.acknowledge()
  }
  expect(tally.totals()).toMatchObject({ acknowledged: 3, longestSilenceMs: 240 })
  nowMs = 800
  tally.refuse('503')
  expect(tally.totals()).toEqual({
    acknowledged: 3,
    refused: { '503': 1, '429': 0, network: 0 },
    longestSilenceMs: 500,
  })
})
