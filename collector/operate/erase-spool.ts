import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { lookIntoSpool } from '../store/spool/look-into-spool.js'

/** Beacons on this machine that the store does not have yet. */
export interface SpoolRest {
  beacons: number
  oldestReceivedAtMs: number | null
  /** Whether the name by which the person was asked for stands in one of them. */
  namesThem: boolean
  /** Files of damaged spools that were set aside, which nothing reads any more and which may hold anybody. */
  setAside: string[]
}

/**
 * What rests in this machine's spool after an erasure. Nothing is removed from it: it is handed over within seconds while
 * a collector runs, and what is of whom was erased is dropped as it arrives in the store.
 */
export function restInSpool(spoolPath: string, name: string): SpoolRest | null {
  const folder = dirname(spoolPath)
  if (!existsSync(folder)) return null
  const setAside = readdirSync(folder).filter((file) => /^spool-damaged-.*\.db/.test(file))
  const look = lookIntoSpool(spoolPath, name)
  if (look === null && setAside.length === 0) return null
  return {
    beacons: look?.beacons ?? 0,
    oldestReceivedAtMs: look?.oldestReceivedAtMs ?? null,
    namesThem: look?.holdsText ?? false,
    setAside,
  }
}
