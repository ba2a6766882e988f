import type { ConfigFile } from '../lib/config-file.js'
import type { SpoolLook } from '../store/spool/look-into-spool.js'
import { reasonOf, type StoredReason } from './reason.js'

/** What may have become of an id that the store does not have. Times are milliseconds since the epoch. */
export interface Nowhere {
  kind: 'nowhere'
  id: string
  siteIds: string[]
  /** Of this machine; null where it has none. */
  spool: SpoolLook | null
  retention: {
    eventDays: number
    interactionDays: number
    /** When the oldest event that is kept was received; null when none is. */
    oldestReceivedAtMs: number | null
  }
  /** Events of which only the number was kept. */
  drops: { siteId: string; reason: StoredReason; events: number; lastAtMs: number }[]
}

interface Given {
  id: string
  siteIds: string[]
  retention: ConfigFile['retention']
  spool: SpoolLook | null
  oldestReceivedAtMs: number | null
  drops: readonly { siteId: string; reason: string; events: number; lastAtMs: number }[]
}

export function explainNowhere(given: Given): Nowhere {
  const { id, siteIds, spool, retention, oldestReceivedAtMs, drops } = given
  const { eventDays, interactionDays } = retention
  return {
    kind: 'nowhere',
    id,
    siteIds,
    spool,
    retention: { eventDays, interactionDays, oldestReceivedAtMs },
    drops: drops.map((drop) => ({ ...drop, reason: reasonOf(drop.reason) })),
  }
}
