import LibsqlDatabase from 'libsql'
import pg from 'pg'
import { isPostgresUrl } from '../collector/lib/postgres-url.js'

/** A connection of the bench's own to a store. */
export interface SqlRunner {
  /** One statement. */
  run(statement: string): Promise<void>
  close(): Promise<void>
}

export async function openSqlRunner(target: string): Promise<SqlRunner> {
  if (isPostgresUrl(target)) {
    const client = new pg.Client({ connectionString: target })
    await client.connect()
    return {
      run: async (statement) => void (await client.query(statement)),
      close: () => client.end(),
    }
  }
  const file = new LibsqlDatabase(target)
  return {
    run: async (statement) => void file.exec(statement),
    close: async () => void file.close(),
  }
}
