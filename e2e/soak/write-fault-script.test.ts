import { expect, it } from 'vitest'
import { FAULTS_OF, inWords, targetOf } from './fault.js'
import { writeFaultScript, type ScriptWish } from './write-fault-script.js'

const wish: ScriptWish = {
  seed: 1,
  scenario: 'postgres',
  collectors: 3,
  forMs: 600_000,
  pauseMs: { min: 2000, max: 5000 },
}

it('is the same for the same seed, and another for another', () => {
  expect(writeFaultScript(wish)).toEqual(writeFaultScript(wish))
  expect(writeFaultScript({ ...wish, seed: 2 })).not.toEqual(writeFaultScript(wish))
})

it('lets each kind come once before any comes again', () => {
  for (const scenario of ['embedded', 'postgres'] as const) {
    const kinds = writeFaultScript({ ...wish, scenario }).map(({ fault }) => fault.kind)
    const all = FAULTS_OF[scenario]
    expect(kinds.slice(0, all.length).sort()).toEqual([...all].sort())
    expect(kinds.slice(all.length, 2 * all.length).sort()).toEqual([...all].sort())
  }
})

it('keeps the pauses asked for, and ends in time', () => {
  const times = writeFaultScript(wish).map(({ atMs }) => atMs)
  const pauses = times.map((atMs, index) => atMs - (times[index - 1] ?? 0))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2000)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5000)
  expect(times.at(-1)).toBeLessThan(600_000)
})

it('lets nothing stand still for longer than a quarter of a short run', () => {
  const script = writeFaultScript({ ...wish, forMs: 12_000, pauseMs: { min: 100, max: 200 } })
  for (const { fault } of script) {
    if ('forMs' in fault) expect(fault.forMs).toBeLessThanOrEqual(3000)
  }
})

it('names collectors that there are, and each fault in words of its own', () => {
  const faults = writeFaultScript(wish).map(({ fault }) => fault)
  const targets = new Set(faults.map(targetOf))
  expect([...targets].sort()).toEqual(['collector 0', 'collector 1', 'collector 2', 'store'])
  const words = new Map(faults.map((fault) => [fault.kind, inWords(fault)]))
  expect(new Set(words.values()).size).toBe(words.size)
})
