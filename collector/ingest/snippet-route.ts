import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Handler } from 'hono'

/** The script in the three forms in which it is served, compressed once at start. */
export interface SnippetFile {
  plain: Buffer
  brotli: Buffer
  gzip: Buffer
  etag: string
}

export async function readSnippetFile(path: string): Promise<SnippetFile> {
  const plain = await readFile(path)
  return {
    plain,
    brotli: brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
    gzip: gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  }
}

/** GET /tamtam.js: five minutes in caches, so that a new version is everywhere soon; then asked for by ETag. */
export function createSnippetRoute(file: SnippetFile): Handler {
  return function getSnippet(c) {
    c.header('Content-Type', 'text/javascript; charset=utf-8')
    c.header('Cache-Control', 'public, max-age=300, stale-while-revalidate=86400')
    c.header('ETag', file.etag)
    c.header('Vary', 'Accept-Encoding')
    // Pages load it with crossorigin and an integrity value: https://www.w3.org/TR/SRI/#cross-origin-data-leakage
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('X-Content-Type-Options', 'nosniff')
    if (matchesEtag(c.req.header('if-none-match'), file.etag)) return c.body(null, 304)
    const accepted = c.req.header('accept-encoding') ?? ''
    if (takes(accepted, 'br')) {
      c.header('Content-Encoding', 'br')
      return c.body(bytesOf(file.brotli))
    }
    if (takes(accepted, 'gzip')) {
      c.header('Content-Encoding', 'gzip')
      return c.body(bytesOf(file.gzip))
    }
    return c.body(bytesOf(file.plain))
  }
}

/** Compared weakly, since a proxy that compresses marks the tag as weak: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function matchesEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/** Whether an Accept-Encoding names an encoding; a weight of 0 refuses it. */
function takes(header: string, encoding: string): boolean {
  return header.split(',').some((each) => {
    const [name, weight = ''] = each.split(';').map((word) => word.trim().toLowerCase())
    return name === encoding && !/^q=0(\.0*)?$/.test(weight)
  })
}

function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}
