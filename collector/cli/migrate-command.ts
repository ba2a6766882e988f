import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { explainDataFolder } from '../lib/data-folder.js'
import { migrateStore, readMigrations, type MigrationState } from '../operate/migrate-store.js'
import { Failure, SilentFailure } from './failure.js'
import type { Terminal } from './terminal.js'

interface Options {
  check?: boolean
  json?: boolean
}

const EXAMPLES = `
A collector does the same as it starts; by itself it is for a rollout that changes the database first. It is one transaction,
whole or not at all. In an SQLite file it is the only writer for as long as it takes; in PostgreSQL it holds an advisory lock,
by which others that begin wait, and the locks of the tables that it changes. Collectors that run wait meanwhile and lose
nothing: what they accept rests in their spools. A collector of an earlier version does not start on the store afterwards.

Examples:
  tamtam migrate
  tamtam migrate --check || echo "there is something to do"`

/** `tamtam migrate`: brings the store up to date. */
export function addMigrate(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description("make the store's tables, or bring them up to date")
    .option('--check', 'change nothing; exit code 1 when it is not up to date')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => migrate(options, terminal))
}

async function migrate({ check, json }: Options, terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.env)
  if (check) {
    const state = await of(config, readMigrations)
    terminal.print(json ? JSON.stringify(state, null, 2) : inWords(state))
    if (state.state !== 'ready') throw new SilentFailure()
    return
  }
  if (config.databaseUrl === null) makeFolder(config.dataDir)
  terminal.progress('migrating')
  const { after, ran } = await of(config, migrateStore)
  if (json) terminal.print(JSON.stringify({ ...after, ran }, null, 2))
  else terminal.print([...ran.map((name) => `ran ${name}`), inWords(after)].join('\n'))
  if (after.state !== 'ready') throw new SilentFailure()
}

/** One level, as a collector does. */
function makeFolder(dataDir: string): void {
  const path = resolve(dataDir)
  if (existsSync(path)) return
  try {
    mkdirSync(path)
  } catch (cause) {
    throw new Failure(`TAMTAM_DATA_DIR: ${explainDataFolder(path, cause)}`, { cause })
  }
}

async function of<T>(
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
  work: (target: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(databaseUrl ?? join(resolve(dataDir), 'store.db'))
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    const name =
      databaseUrl === null
        ? `TAMTAM_DATA_DIR: the store in ${JSON.stringify(dataDir)}`
        : `DATABASE_URL: the database at ${new URL(databaseUrl).host}`
    throw new Failure(`${name} could not be used, and is as it was: ${words}`, { cause })
  }
}

function inWords({ state, why, done, pending }: MigrationState): string {
  switch (state) {
    case 'ready':
      return `The store is up to date: ${done.length} migrations.`
    case 'absent':
      return `There is no store yet: ${pending.length} migrations would make it.`
    case 'earlier':
      return `The store is of an earlier version: ${pending.join(', ')} would bring it up to date.`
    case 'later':
      return "The store is of a later version: use that version of tamtam, which is the collector's."
    case 'unfit':
      return `No collector starts on the store: ${why}.`
  }
}
