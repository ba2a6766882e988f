import type { ListAsked } from '../operate/list-asked.js'
import { queryNumber } from './query-number.js'

/** Enough to look through; a spreadsheet may ask for more. */
const LISTED = 100
export const MAX_LISTED = 10_000

/** What a list is asked for by an address; a limit that is none is the default. */
export function readListAsked(query: (name: string) => string | undefined): ListAsked {
  return {
    reason: query('reason'),
    search: query('search'),
    limit: queryNumber(query('limit'), { min: 1, max: MAX_LISTED }) ?? LISTED,
  }
}
