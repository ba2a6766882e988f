/**
 * Packs this repository as it is built, and uses the package as a stranger would, with each Node that is named:
 *
 *   npm run build && npx tsx deploy/try-package.ts --node /usr/bin/node --node /opt/node-24/bin/node
 *
 * Without --node, the Node that runs this. Exits with 1 when anything is not right, or when an event is accepted later
 * than ten seconds after the start. Needs the npm registry.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { packHere } from './package/pack-here.js'
import { tryInstall } from './package/try-install.js'

const FIRST_EVENT_WITHIN_MS = 10_000

const { values } = parseArgs({ options: { node: { type: 'string', multiple: true } } })
const nodes = (values.node ?? [process.execPath]).map((path) => resolve(path))
const parent = mkdtempSync(join(tmpdir(), 'tamtam-package-'))

try {
  const packed = await packHere(resolve(import.meta.dirname, '..'), parent)
  say(
    `packed: ${inKilobytes(packed.bytes)} kB, ${inKilobytes(packed.unpackedBytes)} kB unpacked, ${packed.files} files`,
  )
  for (const node of nodes) {
    const installed = await tryInstall({ node, tarball: packed.tarball, parent })
    const { nodeVersion, installMs, kilobytes, firstEventMs } = installed
    say(
      `Node ${nodeVersion}: installed in ${inSeconds(installMs)} s (${Math.round(kilobytes / 1024)} MiB with dependencies), types and module right, first event accepted ${inSeconds(firstEventMs)} s after "npx tamtam start", console served, stopped by SIGTERM`,
    )
    if (firstEventMs > FIRST_EVENT_WITHIN_MS) throw new Error('the first event came too late')
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  rmSync(parent, { recursive: true, force: true })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function inKilobytes(bytes: number): string {
  return String(Math.round(bytes / 1000))
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
