import { expect, it } from 'vitest'
import { createSparingReader } from './read-sparingly.js'

/** A reading that takes so long by a clock of its own; each gives its number. */
function openReader(takesMs: number, fails = false) {
  let nowMs = 0
  let readings = 0
  const read = createSparingReader(
    async () => {
      readings++
      nowMs += takesMs
      if (fails) throw new Error('away')
      return readings
    },
    () => nowMs,
  )
  return { read, turn: (ms: number) => (nowMs += ms), readings: () => readings }
}

it('what took half a second is read again after ten', async () => {
  const { read, turn } = openReader(500)
  expect(await read()).toBe(1)
  turn(9999)
  expect(await read()).toBe(1)
  turn(1)
  expect(await read()).toBe(2)
})

it('what took no time is read each time', async () => {
  const { read } = openReader(0)
  expect([await read(), await read()]).toEqual([1, 2])
})

it('those who ask at once share one reading', async () => {
  const { read, readings } = openReader(500)
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  expect(readings()).toBe(1)
})

it('a failure is told to whoever asked, and not kept', async () => {
  const { read, readings } = openReader(500, true)
  await expect(read()).rejects.toThrow('away')
  await expect(read()).rejects.toThrow('away')
  expect(readings()).toBe(2)
})
