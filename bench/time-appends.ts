import type { SpooledBeacon } from '../collector/store/spool/spooled-beacon.js'
import { createSpooledBeacon } from './spooled-beacons.js'

export const ROWS_PER_TRANSACTION = 500

/** Not timed: until then code is compiled and plans are made. */
const WARM_UP_TRANSACTIONS = 20

export interface Appends {
  transactions: number
  rowsPerSecond: number
}

/**
 * Times transactions of 500 new rows, one event a beacon; what `prepare` makes of the beacons beforehand is not timed.
 * They end after so many seconds or, where `transactions` is given, after so many.
 */
export async function timeAppends<T>(append: {
  prepare: (beacons: SpooledBeacon[]) => T
  commit: (prepared: T) => void | Promise<void>
  until: { seconds: number } | { transactions: number }
}): Promise<Appends> {
  const { prepare, commit, until } = append
  const beaconOf = createSpooledBeacon(1)
  let next = 0
  const timeOne = async (): Promise<number> => {
    const beacons = Array.from({ length: ROWS_PER_TRANSACTION }, () => beaconOf(next++))
    const prepared = prepare(beacons)
    const startMs = performance.now()
    await commit(prepared)
    return performance.now() - startMs
  }
  for (let warm = 0; warm < WARM_UP_TRANSACTIONS; warm++) await timeOne()

  let transactions = 0
  let elapsedMs = 0
  const isOver = (): boolean =>
    'seconds' in until ? elapsedMs >= until.seconds * 1000 : transactions >= until.transactions
  for (; !isOver(); transactions++) elapsedMs += await timeOne()
  return { transactions, rowsPerSecond: (transactions * ROWS_PER_TRANSACTION * 1000) / elapsedMs }
}
