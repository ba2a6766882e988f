import { expect, inject, it } from 'vitest'
import { COLUMN_COMMENTS } from './column-comments.js'
import { openStore } from './store.js'
import { dumpSchema } from './test-schema.js'
import { newTarget, openTestStore } from './test-store.js'

const engine = inject('postgres') ? 'postgres' : 'sqlite'

it('the schema is the one on record; a change of it is a migration', async () => {
  const { target } = await openTestStore()
  await expect(await dumpSchema(target)).toMatchFileSnapshot(`${engine}/schema.txt`)
})

it('every column says what it means', async () => {
  const { target } = await openTestStore()
  const lines = (await dumpSchema(target)).split('\n')
  expect(lines.filter((line) => line.trimEnd().endsWith('--'))).toEqual([])
  const columns = Object.values(COLUMN_COMMENTS).flatMap((each) => Object.keys(each))
  expect(lines.filter((line) => line.includes(' -- '))).toHaveLength(columns.length)
})

it('opening a store that is up to date changes nothing', async () => {
  const target = await newTarget()
  await (await openStore(target)).close()
  const before = await dumpSchema(target)
  await (await openStore(target)).close()
  expect(await dumpSchema(target)).toBe(before)
})
