import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Bytes of all scripts of a page, each compressed by itself as a server does it. */
export interface Size {
  minified: number
  gzip: number
  brotli: number
}

export function measureSize(scripts: readonly (string | Buffer)[]): Size {
  const total = (bytesOf: (script: Buffer) => number): number =>
    scripts.reduce((sum, script) => sum + bytesOf(Buffer.from(script)), 0)
  return {
    minified: total((script) => script.length),
    gzip: total((script) => gzipSync(script, { level: 9 }).length),
    brotli: total((script) => brotliCompressSync(script, BROTLI).length),
  }
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
