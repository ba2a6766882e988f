/** What the generator's process is told. */
export interface LoadOrder {
  /** Who is asked, in words. */
  subject: string
  url: string
  eventsPerBeacon: number
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
