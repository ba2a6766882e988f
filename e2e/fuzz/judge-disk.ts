import { eventIdsOf, isGoodEventId } from './good-beacon.js'
import { judgeJson, judgeText } from './judge-text.js'
import { readEventIds, readTexts } from './stored.js'

/** What is on a stopped collector's disk and should not be, and the other way round, in words. */
export function judgeDisk(dataDir: string, acknowledged: readonly number[]): string[] {
  return [...judgeDebt(acknowledged, readEventIds(dataDir)), ...judgeTables(dataDir)]
}

/** A 204 is a debt: every event of the beacons of these numbers is on disk, once. */
export function judgeDebt(acknowledged: readonly number[], onDisk: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const id of onDisk) {
    if (isGoodEventId(id)) times.set(id, (times.get(id) ?? 0) + 1)
  }
  const breaches: string[] = []
  for (const id of acknowledged.flatMap((n) => eventIdsOf(n, 'good'))) {
    const found = times.get(id) ?? 0
    if (found === 0) breaches.push(`event ${id} was answered 204 and is lost`)
    if (found > 1) breaches.push(`event ${id} is on disk ${found} times`)
  }
  return breaches
}

function judgeTables(dataDir: string): string[] {
  const breaches: string[] = []
  for (const table of ['events', 'failed_events']) {
    readTexts({ dataDir, table }, (bytes, column) => {
      // A failed event is kept as it came: its escapes may stand for anything.
      const judge = table === 'events' && column === 'body' ? judgeJson : judgeText
      const fault = judge(bytes)
      if (fault !== null) {
        breaches.push(`a ${column} of ${table} ${fault}: ${JSON.stringify(bytes.toString())}`)
      }
    })
  }
  return breaches
}
