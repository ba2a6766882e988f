import { join } from 'node:path'
import type { WireEvent } from '../../wire/event.js'
import type { StoredEvent } from './check-stored.js'
import { counterOf } from './compose-events.js'
import type { Rig } from './rig.js'
import { askFile } from './sqlite-file.js'

export async function readStored(rig: Rig): Promise<StoredEvent[]> {
  const rows = await rig.query('SELECT event_id, anonymous_id, occurred_at_ms, body FROM events')
  return rows.map((row) => ({
    eventId: String(row['event_id']),
    anonymousId: String(row['anonymous_id']),
    occurredAtMs: Number(row['occurred_at_ms']),
    // The collector wrote it; what is wrong in it fails the check.
    counter: counterOf(JSON.parse(String(row['body'])) as WireEvent),
  }))
}

export async function readFailedEvents(rig: Rig): Promise<string[]> {
  const rows = await rig.query('SELECT reason, detail, body FROM failed_events')
  return rows.map((row) => JSON.stringify(row))
}

/** Events that are in the store and not yet through its stages. */
export async function countUnfolded(rig: Rig): Promise<number> {
  return count(await rig.query("SELECT count(*) AS count FROM events WHERE stage <> 'folded'"))
}

export async function isFolded(rig: Rig, eventId: string): Promise<boolean> {
  // Our own UUIDs: nothing in them to escape.
  const sql = `SELECT count(*) AS count FROM events WHERE stage = 'folded' AND event_id = '${eventId}'`
  return count(await rig.query(sql)) === 1
}

/** Beacons that wait in all spools. */
export function countSpooled({ collectors }: Rig): number {
  const sql = 'SELECT count(*) AS count FROM beacons'
  return collectors
    .map(({ dataDir }) => count(askFile(join(dataDir, 'spool.db'), sql)))
    .reduce((sum, each) => sum + each, 0)
}

function count([row]: Record<string, unknown>[]): number {
  return Number(row?.['count'])
}
