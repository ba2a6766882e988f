import type { ErrorCode } from './error-codes.js'

/**
 * What an accepting process has seen of its sites' pages since it started: of each kind of thing the last one. Plain
 * data, which may go from thread to thread and into JSON. Origins, ids and details are as pages sent them, shortened and
 * without control characters, yet anybody's invention. Times are milliseconds since the epoch.
 */
export interface Sightings {
  sinceMs: number
  /** One for each configured site. */
  sites: SiteSightings[]
  /** The script was asked for, by the Referer's origin; null where the page or the browser sends none. */
  loads: SeenLoad[]
  /** Refused before anybody knew for which site: by its origin, headers, address or body. */
  refusals: SeenRefusal[]
  /** Beacons of listed origins for sites that are not configured. */
  unknownSites: { siteId: string; origin: string; atMs: number }[]
}

export interface SiteSightings {
  siteId: string
  /** The last beacon of which at least one event was kept, not as a failed one. */
  accepted: { origin: string; atMs: number; eventCount: number } | null
  /** The last of each code. */
  refusals: SeenRefusal[]
  /** The last of each reason. */
  drops: { reason: ErrorCode; origin: string; atMs: number; userAgent: string | null }[]
  /** The last of each reason. */
  failures: { reason: ErrorCode; origin: string; atMs: number; detail: string }[]
}

export interface SeenLoad {
  origin: string | null
  /** By any site. */
  isListed: boolean
  atMs: number
  /** The first of the row that this one ends, in which less than a minute is between two. */
  firstAtMs: number
}

/** A beacon that was refused whole; its origin is null when it had none. */
export interface SeenRefusal {
  code: ErrorCode
  origin: string | null
  atMs: number
}
