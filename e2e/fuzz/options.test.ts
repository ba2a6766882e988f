import { expect, it } from 'vitest'
import { readOptions } from './options.js'

const NOW_MS = 0x1_0000_0007

it('takes a count and a seed, and a seed of the clock without one', () => {
  const options = { count: 100_000, seed: 7 }
  expect(readOptions([], NOW_MS)).toEqual({ kind: 'options', options })
  const args = ['--count', '3', '--seed=0']
  expect(readOptions(args, NOW_MS)).toEqual({ kind: 'options', options: { count: 3, seed: 0 } })
})

it('helps when asked', () => {
  expect(readOptions(['--count', 'x', '--help'], NOW_MS)).toEqual({ kind: 'help' })
})

it.each([
  [['--count', '0'], '--count: expected a whole number from 1 to 100000000, got "0"'],
  [['--count', '1e3'], '--count: expected a whole number from 1 to 100000000, got "1e3"'],
  [
    ['--seed', '4294967296'],
    '--seed: expected a whole number from 0 to 4294967295, got "4294967296"',
  ],
  [['--sead', '1'], '--sead'],
  [['now'], 'now'],
])('%j is misuse', (args, fault) => {
  const read = readOptions(args, NOW_MS)
  expect(read.kind === 'misuse' && read.fault).toContain(fault)
})
