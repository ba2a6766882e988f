import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8')

/** A test's file, then titles of tests or groups in it: `a/b.test.ts`: “one”, “two”. */
const SHOWN = /`([\w./-]+\.(?:test|spec)\.ts)`:((?:,?\s+“[^”]+”)+)/g

const shown = Array.from(page.matchAll(SHOWN), ([, file = '', titles = '']) => ({
  file,
  titles: Array.from(titles.matchAll(/“([^”]+)”/g), ([, title = '']) => title.replace(/\s+/g, ' ')),
}))

const RISKS = page.split('\n').filter((line) => /^\| \d+\. /.test(line))

it('there are seventeen risks, each shown by a test', () => {
  expect(RISKS.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual(
    Array.from({ length: 17 }, (_, at) => at + 1),
  )
  for (const row of RISKS) expect(row).toMatch(/`[\w./-]+\.(test|spec)\.ts`: “/)
})

it.each(shown)('$file has the tests that SECURITY.md names', ({ file, titles }) => {
  const source = readFileSync(join(root, file), 'utf8')
  for (const title of titles) {
    const quoted = ["'", '"', '`'].map((mark) => `${mark}${title}${mark}`)
    expect(
      quoted.some((each) => source.includes(each)),
      `${file}: ${title}`,
    ).toBe(true)
  }
})

it('every file that SECURITY.md names is there', () => {
  const named = Array.from(page.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.\w+)`/g), ([, file = '']) => file)
  expect(named.length).toBeGreaterThan(17)
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([])
  // No test is named in a form that the one above overlooks.
  const tests = new Set(named.filter((file) => /\.(test|spec)\.ts$/.test(file)))
  const itself = 'collector/security-md.test.ts'
  expect(new Set([itself, ...shown.map(({ file }) => file)])).toEqual(tests)
})

it('what ships asks for no more than its notice', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  // By npm's own format of its lock.
  const { packages } = JSON.parse(lock) as { packages: Record<string, Locked> }
  const licences = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([, { license = 'none' }]) => license)
  const ALLOWED = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense)$/
  expect(licences.length).toBeGreaterThan(20)
  expect(licences.filter((each) => !ALLOWED.test(each))).toEqual([])
})

interface Locked {
  license?: string
  dev?: boolean
  devOptional?: boolean
}
