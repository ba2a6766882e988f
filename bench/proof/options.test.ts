import { expect, it } from 'vitest'
import { REPORTS } from '../reports.js'
import { helpOf, readOptions } from './options.js'
import { PROOF_PARTS } from './proof-parts.js'

const [soak, , , , week] = PROOF_PARTS

it('runs all parts unless told otherwise, in their order', () => {
  expect(readOptions([], PROOF_PARTS)).toEqual({ kind: 'prove', parts: PROOF_PARTS })
  const some = { kind: 'prove', parts: [soak, week] }
  expect(readOptions(['--only', 'week,soak'], PROOF_PARTS)).toEqual(some)
  expect(readOptions(['--readme'], PROOF_PARTS)).toEqual({ kind: 'readme' })
  expect(readOptions(['--help'], PROOF_PARTS)).toEqual({ kind: 'help' })
})

it.each([
  [['--only', 'speed'], '--only: expected parts of soak, fuzz, collector'],
  [['--only', ''], 'got ""'],
  [['--readme', '--only', 'soak'], '--readme runs no part'],
  [['--short'], '--short'],
  [['soak'], 'soak'],
])('%j is misuse', (args, fault) => {
  const read = readOptions(args, PROOF_PARTS)
  expect(read.kind === 'misuse' && read.fault).toContain(fault)
})

it('helps with every part and the file that it writes', () => {
  for (const { name, writes } of PROOF_PARTS)
    expect(helpOf(PROOF_PARTS)).toMatch(new RegExp(`${name} .*bench/results/${writes}`))
})

it('every file of results is written by one part', () => {
  const files = PROOF_PARTS.map(({ writes }) => writes)
  const wanted = ['soak.md', 'fuzz.md', 'snippet.md', ...REPORTS.map(({ name }) => name)]
  expect([...files].sort()).toEqual([...wanted].sort())
})
