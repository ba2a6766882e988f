import { join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { openToRead, type ReadVerbs } from '../store/open-to-read.js'
import { Failure } from './failure.js'

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>

/**
 * Reads the collector's store as of one moment, while it may run. Makes nothing and changes nothing. Throws a Failure
 * that names the variable when there is no store where it says.
 */
export async function readStore<T>(
  place: Place,
  work: (verbs: ReadVerbs) => Promise<T>,
): Promise<T> {
  const store = await openStore(place)
  try {
    return await store.read(work)
  } finally {
    await store.close()
  }
}

export async function openStore({ dataDir, databaseUrl }: Place) {
  try {
    return await openToRead(databaseUrl ?? join(resolve(dataDir), 'store.db'))
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new Failure(
      databaseUrl === null
        ? `TAMTAM_DATA_DIR: expected the folder that a collector keeps its data in, got ${JSON.stringify(dataDir)}: ${words}`
        : `DATABASE_URL: expected a database that collectors keep their store in, got one at ${new URL(databaseUrl).host}: ${words}`,
      { cause },
    )
  }
}

export function spoolPathOf({ dataDir }: Place): string {
  return join(resolve(dataDir), 'spool.db')
}
