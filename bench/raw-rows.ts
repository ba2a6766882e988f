import type { SpooledBeacon } from '../collector/store/spool/spooled-beacon.js'

/** The columns of `events` that appending fills. */
export const COLUMNS = [
  'site_id',
  'event_id',
  'anonymous_id',
  'session_id',
  'type',
  'occurred_at_ms',
  'received_at_ms',
  'user_agent',
  'body',
]

export type Value = string | number | null

export interface RawWriter {
  /** Inserts rows, each of `COLUMNS`, in one transaction. A repeat changes nothing. */
  insert(rows: Value[][]): void | Promise<void>
  close(): void | Promise<void>
}

/** Opens a store's database by the driver alone, for transactions of so many rows. */
export type OpenRaw = (target: string, rowsPerTransaction: number) => Promise<RawWriter>

/** The rows that the store makes of a beacon's events. */
export function rowsOf(beacon: SpooledBeacon): Value[][] {
  return beacon.events.map(({ event, occurredAtMs }) => [
    beacon.siteId,
    event.eventId,
    beacon.anonymousId,
    event.sessionId,
    event.type,
    occurredAtMs,
    beacon.receivedAtMs,
    beacon.userAgent,
    JSON.stringify(event),
  ])
}

export function insertSql(valueLists: string): string {
  return `INSERT INTO events (${COLUMNS.join()}) ${valueLists} ON CONFLICT (site_id, event_id) DO NOTHING`
}
