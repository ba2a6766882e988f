import type { Logger } from '../lib/logger.js'
import { runLoop } from '../lib/run-loop.js'
import { isPostgresUrl } from '../lib/postgres-url.js'
import { openStore, type Store } from './store.js'

/**
 * Opens the store. A file that cannot be opened is thrown at once. A PostgreSQL that is not there is waited for, since
 * beacons rest in the spool meanwhile: `onWait` is called once, and null is returned when the signal aborts first.
 */
export async function openWhenThere(
  target: string,
  { signal, logger, onWait }: { signal: AbortSignal; logger: Logger; onWait: () => void },
): Promise<Store | null> {
  if (!isPostgresUrl(target)) return openStore(target)
  onWait()
  let store: Store | null = null
  const opened = new AbortController()
  await runLoop({
    name: 'opening the store (beacons rest in the spool meanwhile)',
    async pass() {
      store = await openStore(target)
      opened.abort()
      return 0
    },
    signal: AbortSignal.any([signal, opened.signal]),
    logger,
  })
  return store
}
