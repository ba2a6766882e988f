import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { Tables } from './tables.js'

/** Applies what has not been applied yet. Throws when the database refuses. */
export async function migrate(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    throw new Error('the store could not be brought up to date', { cause: error })
  }
}

/** Drivers run one statement at a time; a semicolon at a line's end closes one. */
export function migration(
  statements: string,
  afterwards: (db: Kysely<unknown>) => Promise<void> = async () => undefined,
): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of statements.split(/;\s*$/m)) {
        if (statement.trim() !== '') await sql.raw(statement).execute(db)
      }
      await afterwards(db)
    },
  }
}
