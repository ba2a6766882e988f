import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** A package of its own, so that no peer is ever a dependency of ours. */
export const PEERS_FOLDER = fileURLToPath(new URL('peers/', import.meta.url))

/** Installs what the lockfile of the peers says, without their install scripts, if nothing is there yet. */
export function installPeers(progress: (line: string) => void): void {
  if (existsSync(`${PEERS_FOLDER}node_modules`)) return
  progress('first use: installing the peers with npm ci in bench/snippet/peers')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS_FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

export function readPeerFile(path: string): Buffer {
  return readFileSync(`${PEERS_FOLDER}node_modules/${path}`)
}

const packageFile = z.object({ version: z.string() })

/** As `swetrix 4.6.1`, of what is installed. */
export function describePackage(name: string): string {
  const { version } = packageFile.parse(JSON.parse(readPeerFile(`${name}/package.json`).toString()))
  return `${name} ${version}`
}
