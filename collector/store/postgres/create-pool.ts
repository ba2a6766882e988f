import pg from 'pg'
import type { PostgresPool, PostgresPoolClient } from 'kysely'

/** A database that does not answer is given up after this long; what was asked is asked again. */
const CONNECT_WITHIN_MS = 5_000
const ANSWER_WITHIN_MS = 30_000

/** A process that stands still in the middle of a transaction loses it, and with it the locks that others wait for. */
const IDLE_IN_TRANSACTION_MS = 10_000

const MAX_CONNECTIONS = 10

interface PoolOptions {
  /** Told of a connection that breaks; whoever needs one next gets another. */
  onError: (error: Error) => void
  /** To connect too, where that is shorter. */
  answerWithinMs?: number | undefined
}

/**
 * Connections to PostgreSQL. One of which a query had no answer, by a time-out or a broken line, is closed and not used
 * again: what it would answer next belongs to that query.
 */
export function createPool(
  url: string,
  { onError, answerWithinMs = ANSWER_WITHIN_MS }: PoolOptions,
): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: Math.min(CONNECT_WITHIN_MS, answerWithinMs),
    query_timeout: answerWithinMs,
    statement_timeout: answerWithinMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    application_name: 'tamtam',
    types,
  })
  // Of a connection that rests the pool hears itself, of one in use we must: unheard it would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => void client.on('error', onError))
  return {
    async connect() {
      return guard(await pool.connect())
    },
    end: () => pool.end(),
  }
}

function guard(client: pg.PoolClient): PostgresPoolClient {
  let lost: Error | null = null
  // Kysely's types of a client are pg's own, overload for overload.
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (lost) throw new Error('the connection was lost', { cause: lost })
    try {
      return await client.query(text, [...values])
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) lost = error as Error
      throw error
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: () => client.release(lost ?? undefined),
  }
}

/** Numbers and times in milliseconds are far below 2^53; the driver would give them as strings. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
