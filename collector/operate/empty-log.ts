import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../store/store.js'

const TRIES = 5
const PAUSE_MS = 200

/** Tries for a second to empty the store's log. As `emptyLog` of the store. */
export async function emptyLog(
  store: Pick<Store, 'emptyLog'>,
  wait: (ms: number) => Promise<unknown> = sleep,
): Promise<boolean | null> {
  for (let tried = 1; ; tried++) {
    const emptied = await store.emptyLog()
    if (emptied !== false || tried === TRIES) return emptied
    await wait(PAUSE_MS)
  }
}
