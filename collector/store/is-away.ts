import pg from 'pg'

/** Connection lost, no room for one more, too slow to answer in time, server going down or not up yet: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const AWAY_STATES = /^(08|53300|57014|57P0)/

/** Of the socket, by Node. */
const AWAY_CODES =
  /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|SQLITE_BUSY)/

/** What the driver and the pool say without a code. */
const AWAY_WORDS = /timeout exceeded|connection terminated|connection was lost|query read timeout/i

/**
 * Whether an error says that the store was not there to be asked or was lost on the way: to ask again may help. False
 * when it was there and refused what was asked, which is a fault of ours.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return AWAY_STATES.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isAway)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return AWAY_CODES.test(code) || AWAY_WORDS.test(error.message) || isAway(error.cause)
}
