import { execFileSync } from 'node:child_process'
import { PEERS_FOLDER } from './install-peers.js'

/** One minified classic script of an entry in the peers' folder, as a site's own build makes it. */
export function bundle(entry: string): Buffer {
  return execFileSync(
    ESBUILD,
    [
      '--bundle',
      '--minify',
      '--format=iife',
      '--target=es2020',
      '--legal-comments=none',
      '--log-level=error',
    ],
    { cwd: PEERS_FOLDER, input: entry, maxBuffer: MAX_BUNDLE_BYTES },
  )
}

const ESBUILD = `${PEERS_FOLDER}node_modules/.bin/esbuild`
const MAX_BUNDLE_BYTES = 10_000_000
