import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './part.js'

export type EngineName = 'SQLite' | 'PostgreSQL'

export const ENGINES: readonly EngineName[] = ['SQLite', 'PostgreSQL']

/** Calls `use` with the place for a store that is not there yet, and removes that store afterwards. */
export async function onNewTarget<T>(
  { engine, bench }: { engine: EngineName; bench: Bench },
  use: (target: string) => Promise<T>,
): Promise<T> {
  const { folder, databases } = bench
  if (engine === 'SQLite') {
    const own = mkdtempSync(join(folder, 'store-'))
    const result = await use(join(own, 'store.db'))
    rmSync(own, { recursive: true })
    return result
  }
  const url = await databases.create()
  const result = await use(url)
  await databases.drop(url)
  return result
}
