import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { SITE_ID } from './try-browser.js'

const WITHIN_MS = 60_000
const ASK_EVERY_MS = 250

export interface Stored {
  /** Of the load's events. */
  events: number
  /** Of the browser's. */
  visited: number
  /** How long after the load all of them were there. */
  afterMs: number
}

/** Waits until every acknowledged event is in the store. Throws with those that are not there after a minute. */
export async function awaitDebt(databaseUrl: string, acknowledged: string[]): Promise<Stored> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const beganMs = performance.now()
  try {
    for (;;) {
      const { rows } = await client.query<{ site_id: string; event_id: string }>(
        'SELECT site_id, event_id FROM events',
      )
      const stored = new Set(rows.map(({ event_id }) => event_id))
      const missing = acknowledged.filter((id) => !stored.has(id))
      const afterMs = performance.now() - beganMs
      if (missing.length === 0) {
        const visited = rows.filter(({ site_id }) => site_id === SITE_ID).length
        return { events: rows.length - visited, visited, afterMs }
      }
      if (afterMs > WITHIN_MS) {
        throw new Error(
          `${missing.length} of ${acknowledged.length} acknowledged events are not in the store, the first ${missing[0]}`,
        )
      }
      await sleep(ASK_EVERY_MS)
    }
  } finally {
    await client.end()
  }
}
