import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const APT_TIMEOUT_MS = 10 * 60 * 1000

/** Whether it is there and runs: a browser whose system libraries are missing exists and does not start. */
export function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

/** The first program of these names that starts, in the folders of PATH and then at these places. */
export function findProgram(names: string[], places: string[] = []): string | null {
  const candidates = names.flatMap((name) => foldersOfPath().map((folder) => join(folder, name)))
  return [...candidates, ...places].find(starts) ?? null
}

/** Only the package itself: Playwright's own --with-deps upgrades half the system. False where it needs a password. */
export function installByApt(debianPackage: string): boolean {
  if (!foldersOfPath().some((folder) => existsSync(join(folder, 'apt-get')))) return false
  const asRoot = process.getuid?.() === 0
  if (!asRoot && !runs('sudo', ['-n', 'true'], 10_000)) return false
  const apt = (...args: string[]): boolean =>
    asRoot
      ? runs('apt-get', args, APT_TIMEOUT_MS)
      : runs('sudo', ['-n', 'apt-get', ...args], APT_TIMEOUT_MS)
  return apt('update') && apt('install', '-y', '--no-install-recommends', debianPackage)
}

/** Says what it runs, and says why when it fails. */
export function runs(command: string, args: string[], timeoutMs: number): boolean {
  process.stdout.write(`getting a browser: ${[command, ...args].join(' ')}\n`)
  try {
    execFileSync(command, args, {
      timeout: timeoutMs,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    return true
  } catch (error) {
    process.stdout.write(`  did not work: ${String(error).split('\n')[0]}\n`)
    return false
  }
}

function foldersOfPath(): string[] {
  return (process.env.PATH ?? '').split(delimiter)
}
