import { join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { openStore, type Store } from '../store/store.js'
import { openStore as openToRead } from './open-data-to-read.js'
import type { Terminal } from './terminal.js'

/**
 * Opens the collector's store to change it, while it may run: both wait for each other's transactions, so each of ours is
 * to be short. Makes none and brings none up to date. Throws a Failure that names the variable when there is none.
 */
export async function openStoreToChange(
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
  { clock }: Pick<Terminal, 'clock'>,
): Promise<Store> {
  const reader = await openToRead({ dataDir, databaseUrl })
  await reader.close()
  return databaseUrl === null
    ? openStore(join(resolve(dataDir), 'store.db'), { clock })
    : openStore(databaseUrl)
}
