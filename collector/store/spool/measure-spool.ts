import { openSqliteFile, readPragma } from '../driver.js'
import { lookIntoSpool, type SpoolLook } from './look-into-spool.js'

export interface SpoolMeasure extends Pick<SpoolLook, 'beacons' | 'oldestReceivedAtMs'> {
  /** Of its file, without what was discarded and is there for the next. */
  usedBytes: number
}

/** How much rests in a spool, and since when, at the same small cost however much it is. Null when there is none. */
export function measureSpool(path: string): SpoolMeasure | null {
  // The empty text stands in every beacon: it is found in the first.
  const look = lookIntoSpool(path, '')
  if (!look) return null
  const file = openSqliteFile(path)
  try {
    file.pragma('query_only = ON')
    const pages = Number(readPragma(file, 'page_count'))
    const usedPages = pages - Number(readPragma(file, 'freelist_count'))
    const { beacons, oldestReceivedAtMs } = look
    return {
      beacons,
      oldestReceivedAtMs,
      usedBytes: usedPages * Number(readPragma(file, 'page_size')),
    }
  } finally {
    file.close()
  }
}
