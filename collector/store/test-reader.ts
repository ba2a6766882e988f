import { onTestFinished } from 'vitest'
import { openToRead, type ReadVerbs } from './open-to-read.js'
import { openTestStore } from './test-store.js'

/** A store of its own and a second connection that only reads it, as the console has one. */
export async function openTestReader() {
  const { store, target, rows } = await openTestStore()
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  return { store, rows, read: <T>(work: (verbs: ReadVerbs) => Promise<T>) => reader.read(work) }
}
