import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'

/** For the script with every capture, brotli at quality 11. What we want, and what it keeps within until then. */
const GOAL_BYTES = 3_600
const BUDGET_BYTES = 4_800

const root = new URL('../', import.meta.url)

function measureBytes(): number {
  const script = new URL('dist/tamtam.js', root)
  if (!existsSync(script)) throw new Error('dist/tamtam.js is missing: npm run build makes it')
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  return brotliCompressSync(readFileSync(script), { params }).length
}

test('the script keeps within its budget', () => {
  expect(measureBytes()).toBeLessThanOrEqual(BUDGET_BYTES)
})

test('limitation: the script is larger than we want it to be', () => {
  expect(measureBytes()).toBeGreaterThan(GOAL_BYTES)
})

test('the README states the size that is measured', () => {
  const bytes = measureBytes()
  const readme = new URL('README.md', root)
  const lines = existsSync(readme) ? readFileSync(readme, 'utf8').split('\n') : []
  const line = lines.find((text) => text.startsWith('**Snippet size**')) ?? ''
  const stated = Number(/([\d,]+) (?:bytes )?brotli/.exec(line)?.[1]?.replace(/,/g, ''))
  const wanted = `README.md needs a line like "**Snippet size**: … minified, … gzip, ${bytes} bytes brotli"`
  expect(stated, `${wanted}; it says "${line}"`).toBeGreaterThan(bytes * 0.99)
  expect(stated, `${wanted}; it says "${line}"`).toBeLessThan(bytes * 1.01)
})
