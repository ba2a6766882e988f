import { expect, it } from 'vitest'
import { createSharedReads } from './share-reads.js'

/** Reads take half a second each, by a clock of their own. */
function openShared() {
  let nowMs = 0
  let readings = 0
  const shared = createSharedReads(() => nowMs)
  return {
    ask: (key = '/sites/demo') =>
      shared.read(key, async () => {
        readings++
        nowMs += 500
        return `${key} ${readings}`
      }),
    shared,
    turn: (ms: number) => (nowMs += ms),
    readings: () => readings,
  }
}

it('a hundred who look at one page every two seconds cost a twentieth of the time', async () => {
  const { ask, turn, readings } = openShared()
  for (let second = 0; second < 100; second += 2) {
    await Promise.all(Array.from({ length: 100 }, () => ask()))
    turn(2000)
  }
  expect(readings()).toBeLessThanOrEqual(10)
})

it('another address is another answer', async () => {
  const { ask } = openShared()
  expect([await ask('/a'), await ask('/b'), await ask('/a')]).toEqual(['/a 1', '/b 2', '/a 1'])
})

it('who changed something sees it', async () => {
  const { ask, shared } = openShared()
  await ask()
  shared.forget()
  expect(await ask()).toBe('/sites/demo 2')
})

it('of ever new addresses the one that was asked for longest ago is read anew', async () => {
  const { ask } = openShared()
  await ask('/first')
  for (let each = 0; each < 20; each++) await ask(`/?${each}`)
  expect(await ask('/first')).toBe('/first 22')
})
