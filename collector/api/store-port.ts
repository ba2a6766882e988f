import type { MessagePort } from 'node:worker_threads'
import { askThread } from '../lib/thread-calls.js'
import type { ServerStore } from './server-store.js'

/**
 * Asks the thread that has the store already. With a connection of its own, the accepting thread would wait for that
 * thread's transactions and for an fsync, and beacons with it: while 60,000 events were worked off, a write from here
 * stopped it for up to 0.6 s (0.04 s in the middle), one asked of the other thread for nothing, and took 0.35 s at most
 * (0.03 s).
 */
export function askStore(port: MessagePort, answerWithinMs?: number): ServerStore {
  return askThread<ServerStore>(
    port,
    ['tellPeople', 'makeLinks', 'makeShare', 'findLink', 'revokeLink'],
    answerWithinMs,
  )
}
