import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nestsDeeperThan } from './json-depth.js'

/** As people count: how many brackets are open at most around any value. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('tells the depth of any JSON', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ']', 'a') }),
    fc.string(),
  )
  const value = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, text, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  })).value
  fc.assert(
    fc.property(value, fc.nat(7), fc.constantFrom(undefined, 2), (json, maxDepth, space) => {
      const found = nestsDeeperThan(JSON.stringify(json, null, space), maxDepth)
      expect(found).toBe(depthOf(json) > maxDepth)
    }),
  )
})

it.each(['"', '"\\', '"\\"', '["', '\\"', ''])(
  'comes to an end on %s, which is no JSON',
  (text) => {
    expect(nestsDeeperThan(text, 8)).toBe(false)
  },
)

it.each(['\\', '\\"', '"', '[]', '"\\\\"'])('reads 64 KiB of %s in one go', (piece) => {
  const text = `"${piece.repeat(65_536 / piece.length)}`
  const startMs = performance.now()
  nestsDeeperThan(text, 8)
  expect(performance.now() - startMs).toBeLessThan(100)
})
