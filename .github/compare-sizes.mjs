// Prints, as a table in Markdown, what a change makes of the bytes that a page loads:
//   node .github/compare-sizes.mjs base/dist head/dist
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const WAYS = {
  minified: (script) => script,
  gzip: (script) => gzipSync(script, { level: 9 }),
  brotli: (script) =>
    brotliCompressSync(script, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
}

const [base, head] = process.argv.slice(2)
if (base === undefined || head === undefined) {
  process.stderr.write(
    'compare-sizes: expected two folders, that of the base and that of the head\n',
  )
  process.exit(2)
}

const rows = ['tamtam.js', 'tamtam.mjs'].flatMap((name) =>
  Object.entries(WAYS).map(([way, packed]) => {
    const [before, after] = [base, head].map(
      (dist) => packed(readFileSync(join(dist, name))).length,
    )
    const change = after - before
    const cells = [name, way, before, after, change > 0 ? `+${change}` : change]
    return `| ${cells.join(' | ')} |`
  }),
)
process.stdout.write(
  [
    '| file | bytes | base | head | change |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ].join('\n'),
)
