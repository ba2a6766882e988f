import type { ErrorCode } from '../lib/error-codes.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'

/** What ingest tells of each beacon to whoever counts. None of these throws or waits. */
export interface MetricHooks {
  /** It is durable, a bot's too; so many seconds after its request was here. */
  beaconStored(beacon: SpooledBeacon, seconds: number): void
  beaconRefused(code: ErrorCode): void
}

/** Where nobody counts. */
export const NO_METRICS: MetricHooks = {
  beaconStored: () => undefined,
  beaconRefused: () => undefined,
}
