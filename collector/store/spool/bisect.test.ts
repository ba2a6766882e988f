import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bisect } from './bisect.js'

/** Commits numbers whole or not at all; takes no negative ones. */
function createCommit() {
  const committed: number[] = []
  let calls = 0
  return {
    committed,
    calls: () => calls,
    isRowsFault: (error: unknown) => error instanceof RangeError,
    async commit(rows: readonly number[]) {
      calls++
      const bad = rows.find((row) => row < 0)
      if (bad !== undefined) throw new RangeError(`no ${bad}`)
      committed.push(...rows)
    },
  }
}

it('commits every row but those at fault, in order, and gives these back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer()), async (rows) => {
      const deps = createCommit()
      const refused = await bisect(rows, deps)
      expect(deps.committed).toEqual(rows.filter((row) => row >= 0))
      expect(refused.map(({ row }) => row)).toEqual(rows.filter((row) => row < 0))
    }),
  )
})

it('costs one commit where nothing is wrong, and a score for one bad row among a thousand', async () => {
  const good = createCommit()
  await bisect([1, 2, 3], good)
  expect(good.calls()).toBe(1)
  const bad = createCommit()
  const rows = Array.from({ length: 1024 }, (_, index) => (index === 700 ? -1 : index))
  expect(await bisect(rows, bad)).toMatchObject([{ row: -1, error: { message: 'no -1' } }])
  expect(bad.calls()).toBe(21)
})

it('throws what is not the fault of a row, and tries no further', async () => {
  const calls: number[] = []
  const commit = async (rows: readonly number[]): Promise<void> => {
    calls.push(rows.length)
    if (rows.length > 1) throw new RangeError('one of these')
    throw new Error('the disk is gone')
  }
  const isRowsFault = (error: unknown): boolean => error instanceof RangeError
  await expect(bisect([1, 2], { commit, isRowsFault })).rejects.toThrow('the disk is gone')
  expect(calls).toEqual([2, 1])
})
