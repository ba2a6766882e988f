import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { temporaryFolder } from './store/test-store.js'

/** Which folder may import what from which other. Stages meet in the store's tables and never import each other. */
const ALLOWED: Record<string, readonly string[]> = {
  lib: ['wire'],
  ingest: ['store', 'lib', 'wire'],
  // What a site's server says has the bounds of the contract too.
  api: ['store', 'lib', 'wire/text.ts', 'wire/limits.ts', 'wire/beacon.ts'],
  store: ['lib', 'types of wire'],
  // What a domain is and where a video's marks are is part of the contract, as much as its types.
  stitch: ['store', 'lib', 'types of wire', 'wire/text.ts'],
  enrich: ['store', 'lib', 'types of wire', 'wire/video.ts'],
  deliver: ['store', 'gong', 'lib'],
  gong: ['lib'],
  // By the very rules and calls of the stages, so that what it says is what they do.
  explain: [
    'store',
    'lib',
    'collector/enrich/alias-at.ts',
    'collector/enrich/decide-who.ts',
    'collector/deliver/to-call.ts',
    'collector/gong/calls.ts',
  ],
  // Beside a collector, with its own sign-in, permits and rules of when to call.
  doctor: [
    'store',
    'deliver',
    'gong',
    'lib',
    'collector/explain/in-words.ts',
    'collector/config.ts',
    'collector/environment.ts',
    'collector/open-gong.ts',
    'collector/pipeline.ts',
  ],
  // What an operator can ask and have done, as plain data: the same for the command line and the console.
  operate: [
    'store',
    'explain',
    'doctor',
    'gong',
    'lib',
    // What the budget comes to, and what a page is, by the very rules by which it is spent and told.
    'deliver',
    'enrich',
    'wire',
    'collector/config.ts',
    'collector/open-gong.ts',
    'collector/pipeline.ts',
  ],
  // The operator's listener.
  console: [
    'operate',
    'store',
    'explain',
    'watch',
    'lib',
    'collector/config.ts',
    'collector/listen.ts',
    // What a database takes of a text.
    'wire/text.ts',
    // What Gong documents of its own erasure.
    'collector/gong/data-privacy.ts',
  ],
  // Metrics and traces.
  watch: ['operate', 'store', 'lib', 'collector/config.ts'],
  // A surface over the whole: it reads what the process reads, starts it, and runs its stages over a copy.
  cli: [
    'operate',
    'store',
    'explain',
    'doctor',
    'lib',
    'collector/gong/data-privacy.ts',
    'collector/gong/field.ts',
    'collector/gong/integration-settings.ts',
    // What a visitor's id and an address are.
    'wire/text.ts',
    'wire/person.ts',
    'collector/config.ts',
    'collector/environment.ts',
    'collector/main.ts',
    'collector/open-gong.ts',
    'collector/pipeline.ts',
  ],
}

/** Files beside the folders: what they may import of these. */
const ALLOWED_AT_TOP: Record<string, readonly string[]> = {
  'pipeline.ts': ['store', 'stitch', 'enrich', 'deliver', 'gong', 'lib'],
  'housekeeping.ts': ['store', 'enrich', 'deliver', 'lib'],
  'describe-page.ts': ['api', 'enrich', 'lib'],
  'open-gong.ts': ['store', 'deliver', 'gong', 'lib'],
  'pipeline-worker.ts': ['store', 'api', 'watch', 'lib', 'types of console'],
  'pipeline-thread.ts': [],
  'app.ts': ['ingest', 'api', 'lib'],
  'config.ts': ['lib'],
  'environment.ts': ['lib'],
  'listen.ts': [],
  'main.ts': ['ingest', 'watch', 'lib'],
  'console-worker.ts': ['console', 'store', 'lib'],
  'open-console.ts': ['lib', 'types of console'],
  'open-data.ts': ['store', 'api', 'lib', 'types of console'],
}

const ROOT = dirname(import.meta.dirname)

it('every import follows the layout', () => {
  expect(breaches(ROOT)).toEqual([])
})

it('every file at the top is in the table, so that a new one is thought about', () => {
  const files = sources(ROOT).map((file) => relative('collector', file))
  expect(files.filter((file) => !file.includes('/')).sort()).toEqual(
    Object.keys(ALLOWED_AT_TOP).sort(),
  )
})

it.each([
  ['stitch/stitch-once.ts', '../enrich/alias-at.js', 'collector/enrich/alias-at.ts'],
  ['enrich/device.ts', '../stitch/derive-aliases.js', 'collector/stitch/derive-aliases.ts'],
  ['store/events.ts', '../../wire/event.js', 'wire/event.ts'],
  ['api/site-url.ts', '../ingest/quote.js', 'collector/ingest/quote.ts'],
  ['gong/client.ts', '../store/store.js', 'collector/store/store.ts'],
  ['lib/clock.ts', '../config.js', 'collector/config.ts'],
])('a planted import into %s of %s is refused, and both are named', (file, specifier, target) => {
  const copy = temporaryFolder()
  for (const folder of ['wire', 'collector']) {
    cpSync(join(ROOT, folder), join(copy, folder), { recursive: true })
  }
  const path = join(copy, 'collector', file)
  writeFileSync(path, `import * as planted from '${specifier}'\n${readFileSync(path, 'utf8')}`)
  expect(breaches(copy)).toEqual([`collector/${file} may not import ${target}`])
})

/** What breaks the layout, in words that name both files. */
function breaches(root: string): string[] {
  return sources(root).flatMap((file) =>
    importsOf(join(root, file)).flatMap(({ specifier, typesOnly }) => {
      const target = relative(root, join(root, dirname(file), specifier.replace(/\.js$/, '.ts')))
      const may = mayImport({ file: relative('collector', file), target, typesOnly })
      return may ? [] : [`${file} may not import ${target}`]
    }),
  )
}

interface Import {
  file: string
  target: string
  typesOnly: boolean
}

function mayImport({ file, target, typesOnly }: Import): boolean {
  const from = folderOf(file)
  const to = target.startsWith('wire/') ? 'wire' : folderOf(relative('collector', target))
  if (from !== null && from === to) return true
  // Among themselves the files at the top may do as they like.
  if (from === null && to === null) return true
  const allowed = from === null ? ALLOWED_AT_TOP[file] : ALLOWED[from]
  return [to ?? target, target, ...(typesOnly ? [`types of ${to}`] : [])].some((each) =>
    allowed?.includes(each),
  )
}

/** The first folder of a path inside collector/, null for a file beside the folders. */
function folderOf(path: string): string | null {
  const [folder, ...rest] = path.split('/')
  return folder !== undefined && rest.length > 0 ? folder : null
}

/** The relative imports of a file: those by `import type` ship nothing. */
function importsOf(path: string): { specifier: string; typesOnly: boolean }[] {
  const text = readFileSync(path, 'utf8')
  return ts.preProcessFile(text).importedFiles.flatMap(({ fileName, pos }) => {
    if (!fileName.startsWith('.')) return []
    const statement =
      text
        .slice(0, pos)
        .split(/^(?=import|export)/m)
        .at(-1) ?? ''
    return [{ specifier: fileName, typesOnly: /^(import|export) type\b/.test(statement) }]
  })
}

/** What ships of the collector: neither tests nor what they share. */
function sources(root: string): string[] {
  return ts.sys
    .readDirectory(join(root, 'collector'), ['.ts', '.tsx'])
    .map((path) => relative(root, path))
    .filter((file) => !/\.test\.tsx?$|(^|\/)test-[^/]*\.ts$/.test(file))
}
