import { expect, it } from 'vitest'
import { temporaryFolder } from '../../collector/store/test-store.js'
import { runFuzz } from './run-fuzz.js'

// Covers: every kind of mutation against the built collector, some 40 times each, always the same. Leaves out how memory
// grows, which takes the long run: npm run fuzz.

const COUNT = 3000

it('3,000 mutated beacons break no promise', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const { breaches } = await runFuzz({ seed: 1, count: COUNT, folder, progress: () => {} })
  expect(breaches).toEqual([])
})
