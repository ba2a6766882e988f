import type { ListAsked } from '../operate/list-asked.js'

/** Enough to look through; a spreadsheet may ask for more. */
const LISTED = 100
export const MAX_LISTED = 10_000

/** What a list is asked for by an address; a limit that is none is the default. */
export function readListAsked(query: (name: string) => string | undefined): ListAsked {
  const limit = query('limit') ?? ''
  return {
    reason: query('reason'),
    search: query('search'),
    limit: /^[1-9]\d{0,5}$/.test(limit) ? Math.min(Number(limit), MAX_LISTED) : LISTED,
  }
}
