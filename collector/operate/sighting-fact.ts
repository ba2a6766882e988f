import type { ErrorCode } from '../lib/error-codes.js'

/** What was seen of a site last. Times are milliseconds since the epoch. */
export type Fact =
  | {
      kind: 'seen'
      origin: string
      atMs: number
      eventCount: number
      /** What went wrong since: most is well, and this may be another page. */
      later: Trouble | null
    }
  | Trouble
  /** Not even the script was asked for since `atMs`; at `loadedAtMs` it was by who does not say where. */
  | { kind: 'nothing'; atMs: number; loadedAtMs: number | null }

export type Trouble =
  | { kind: 'failed'; reason: ErrorCode; origin: string; atMs: number; detail: string }
  | { kind: 'refused'; code: ErrorCode; origin: string; atMs: number; isKin: boolean }
  | {
      kind: 'bots'
      reason: ErrorCode
      origin: string
      atMs: number
      userAgent: string | null
    }
  /** Pages of the site's origins send for these sites instead; some may be configured ones. */
  | { kind: 'unknown_site'; siteIds: string[]; origin: string; atMs: number }
  /** The script was loaded and no beacon came since; `isFresh` while one may still come. */
  | { kind: 'loaded_silent'; origin: string; atMs: number; isListed: boolean; isFresh: boolean }
