import { expect, it } from 'vitest'
import type { FuzzResult } from './run-fuzz.js'
import { renderReport } from './write-report.js'

const MIB = 1024 * 1024

const KEPT: FuzzResult = {
  ...{ breachCount: 0, breaches: [], table: '| a table |', facts: ['a fact'] },
  ...{ acknowledged: 10_100, memory: { warmBytes: 100 * MIB, endBytes: 110 * MIB, bombsBytes: 0 } },
}

const render = (result: FuzzResult): string =>
  renderReport({ machine: 'a machine', options: { count: 100_000, seed: 7 }, result })

it('tells how to run it again, on what it ran, and how memory stood', () => {
  const text = render(KEPT)
  expect(text).toMatch(/^Written by `npm run fuzz -- --count 100000 --seed 7` on \d{4}-/m)
  expect(text).toMatch(/^- a machine\n- hono \d/m)
  expect(text).toMatch(
    /110 MiB \| after the warm-up 100 MiB \| +1.10 \| at most 32 MiB more \| yes/,
  )
  expect(text).toContain('Seed 7: the collector kept its promises.')
})

it('tells of a promise that was broken', () => {
  const text = render({ ...KEPT, breachCount: 2, breaches: ['shot 3: a 500', 'shot 5: a 500'] })
  expect(text).toContain('Seed 7: 2 breaches.\n\nshot 3: a 500\n\nshot 5: a 500')
  expect(text).toMatch(/2 breaches \| +shots 100,000 \| +0.00 \| +at most 0 \| +no/)
  expect(text).not.toContain('kept its promises')
})
