import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const PARTS = ['package.json', 'rollup.config.mjs', 'tsconfig.json', 'wire', 'snippet']

let copy: string

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'tamtam-build-'))
  for (const part of PARTS) cpSync(join(root, part), join(copy, part), { recursive: true })
  // The configuration looks at the collector's settings too, though nothing of it is built here.
  for (const part of ['collector', 'collector/console/browser']) {
    mkdirSync(join(copy, part), { recursive: true })
    cpSync(join(root, part, 'tsconfig.json'), join(copy, part, 'tsconfig.json'))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})

afterEach(() => rmSync(copy, { recursive: true }))

/** Builds the copy's snippet bundles as `npm run build` does, and gives the code of the classic script. */
async function build(): Promise<string> {
  const config = `import bundles from './rollup.config.mjs'\nexport default bundles.slice(0, 2)\n`
  writeFileSync(join(copy, 'snippet-only.config.mjs'), config)
  const rollup = join(root, 'node_modules/rollup/dist/bin/rollup')
  await promisify(execFile)(process.execPath, [rollup, '-c', 'snippet-only.config.mjs'], {
    cwd: copy,
  })
  return readFileSync(join(copy, 'dist/tamtam.js'), 'utf8')
}

test('the script builds from nothing but the snippet', async () => {
  expect(await build()).toContain('page_view')
})

test('a value import from the wire fails the build and is named', async () => {
  const planted = `\nimport { WIRE_VERSION } from '../wire/limits.js'\nexport const planted = WIRE_VERSION\n`
  appendFileSync(join(copy, 'snippet/record.ts'), planted)
  await expect(build()).rejects.toThrow('wire/limits.ts would ship to the page')
})
