/** What the generator's process is told. */
export interface LoadOrder {
  /** Who is asked, in words. */
  subject: string
  url: string
  eventsPerBeacon: number
  /**
   * Beacons due in a second, whatever comes of earlier ones; a latency runs from when its beacon was due. Null: each
   * connection sends its next beacon as soon as the last is answered, and latencies run from the sending.
   */
  arrivalsPerSecond: number | null
  /** Applied first and not counted. */
  warmUpSeconds: number
  seconds: number
}

/** What it answers. */
export interface LoadResult {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Beacons are numbered from 0 as they are sent; at the end one a connection is cut off unanswered. */
  beaconsSent: number
  /** The numbers of those answered 204, warm-up included. */
  beaconsAccepted: number[]
  /** How often each other answer came, and no answer at all. */
  refusals: Record<string, number>
}

export const CONNECTIONS = 64

/** Long enough for a server's hot code to be compiled. */
export const WARM_UP_SECONDS = 2
