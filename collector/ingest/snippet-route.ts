import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Handler } from 'hono'
import { matchesEtag, takesEncoding } from './content-negotiation.js'
import type { SightingHooks } from './sightings.js'

/** The script in the three forms in which it is served, compressed once at start. */
export interface SnippetFile {
  plain: Buffer
  brotli: Buffer
  gzip: Buffer
  /** Names these bytes and no others: the ETag, and part of the name that never changes. */
  hash: string
  /** For a script tag's integrity attribute; of the bytes before compression: https://www.w3.org/TR/SRI/ */
  integrity: string
}

export async function readSnippetFile(path: string): Promise<SnippetFile> {
  const plain = await readFile(path)
  return {
    plain,
    brotli: brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
    gzip: gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }),
    hash: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
    integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
  }
}

/** The name under which these bytes stay for ever: `/tamtam.js` becomes `/tamtam-<hash>.js`. */
export function immutablePath(path: string, { hash }: Pick<SnippetFile, 'hash'>): string {
  return path.replace(/(\.js)?$/, (extension) => `-${hash}${extension}`)
}

/** Five minutes in caches, so that a new version is everywhere soon; then asked for by ETag. */
const SOON_STALE = 'public, max-age=300, stale-while-revalidate=86400'
const NEVER_STALE = 'public, max-age=31536000, immutable'

/** GET /tamtam.js, and its twin whose name has the hash in it and stays in caches for a year. */
export function createSnippetRoute(
  file: SnippetFile,
  { isImmutable, onLoad }: { isImmutable: boolean; onLoad?: SightingHooks['scriptLoaded'] },
): Handler {
  const etag = `"${file.hash}"`
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': isImmutable ? NEVER_STALE : SOON_STALE,
    ETag: etag,
    Vary: 'Accept-Encoding',
    // Pages load it with crossorigin and an integrity value: https://www.w3.org/TR/SRI/#cross-origin-data-leakage
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
  }
  const plain = new Uint8Array(file.plain)
  const encoded = [
    ['br', new Uint8Array(file.brotli)],
    ['gzip', new Uint8Array(file.gzip)],
  ] as const
  return function getSnippet(c) {
    onLoad?.(c.req.header('referer'))
    if (matchesEtag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
    const accepted = c.req.header('accept-encoding') ?? ''
    const [encoding, bytes] = encoded.find(([name]) => takesEncoding(accepted, name)) ?? []
    return encoding
      ? c.body(bytes, 200, { ...headers, 'Content-Encoding': encoding })
      : c.body(plain, 200, headers)
  }
}
