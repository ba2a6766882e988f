import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { Tables } from './tables.js'

/** Applies what has not been applied yet. Returns whether there was any; throws when the database refuses. */
export async function migrate(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
): Promise<boolean> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) {
    throw new Error('the store could not be brought up to date', { cause: error })
  }
  return results.length > 0
}

/** Drivers run one statement at a time; a semicolon at a line's end closes one. */
export function migration(statements: string): Migration {
  return {
    async up(db) {
      for (const statement of statements.split(/;\s*$/m)) {
        if (statement.trim() !== '') await sql.raw(statement).execute(db)
      }
    },
  }
}
