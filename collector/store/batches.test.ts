import fc from 'fast-check'
import { expect, it } from 'vitest'
import { batches } from './batches.js'

it('cuts a list into few lengths, in order and with nothing lost', () => {
  expect(batches([...'abcdefg']).map((batch) => batch.join(''))).toEqual(['abcd', 'ef', 'g'])
  expect(batches(Array(300).fill(0)).map(({ length }) => length)).toEqual([128, 128, 32, 8, 4])
  expect(batches([])).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 600 }), (list) => {
      const cut = batches(list)
      expect(cut.flat()).toEqual(list)
      for (const { length } of cut) expect([1, 2, 4, 8, 16, 32, 64, 128]).toContain(length)
    }),
  )
})
