import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const root = fileURLToPath(new URL('.', import.meta.url))
const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(resolve(root, 'package.json'), 'utf8'),
)

/**
 * What the page loads: one classic script and one ES module, without a byte from outside snippet/. The script goes
 * without its "use strict": its modules were checked as strict ones.
 */
const snippet = [
  { input: 'snippet/script.ts', output: { file: 'dist/tamtam.js', format: 'iife', strict: false } },
  { input: 'snippet/module.ts', output: { file: 'dist/tamtam.mjs', format: 'es' } },
].map((bundle) => ({
  ...bundle,
  plugins: [compile('snippet', 'tsconfig.page.json'), onlyFrom('snippet'), minify()],
}))

/** The process and its worker threads, and the command line; dependencies stay in node_modules. */
const collector = {
  input: {
    cli: 'collector/cli/main.ts',
    main: 'collector/main.ts',
    'spool-worker': 'collector/store/spool/spool-worker.ts',
    'pipeline-worker': 'collector/pipeline-worker.ts',
    'console-worker': 'collector/console-worker.ts',
  },
  output: {
    dir: 'dist/collector',
    format: 'es',
    sourcemap: true,
    chunkFileNames: 'shared-[name].js',
  },
  external: (id) =>
    id.startsWith('node:') ||
    Object.keys({ ...dependencies, ...peerDependencies }).some(
      (name) => id === name || id.startsWith(`${name}/`),
    ),
  plugins: [compile('collector'), executable('cli.js'), removeLeftovers()],
}

/** What pages of the console load: a script of ours, and libraries as they are published. */
const operatorsConsole = {
  input: 'collector/console/browser/console.ts',
  output: { file: 'dist/console/console.js', format: 'iife', sourcemap: false },
  plugins: [
    compile('collector/console/browser'),
    copy('dist/console', [
      'collector/console/style/console.css',
      'collector/console/style/chart.css',
      'collector/console/style/icon.svg',
      'node_modules/htmx.org/dist/htmx.min.js',
      'node_modules/idiomorph/dist/idiomorph-ext.min.js',
      'node_modules/uplot/dist/uPlot.iife.min.js',
      'node_modules/uplot/dist/uPlot.min.css',
      ['node_modules/htmx.org/LICENSE', 'LICENSE-htmx.txt'],
      ['node_modules/idiomorph/LICENSE', 'LICENSE-idiomorph.txt'],
      ['node_modules/uplot/LICENSE', 'LICENSE-uplot.txt'],
    ]),
  ],
}

export default [...snippet, collector, operatorsConsole]

function compile(folder, tsconfig = 'tsconfig.json') {
  return typescript({
    tsconfig: resolve(root, folder, tsconfig),
    compilerOptions: { noEmit: false, sourceMap: folder === 'collector' },
    exclude: ['**/*.test.ts', '**/test-*.ts'],
    noEmitOnError: true,
  })
}

/** Fails the build when a module from elsewhere would ship: `import type` leaves no module behind. */
function onlyFrom(folder) {
  return {
    name: 'only-from',
    moduleParsed({ id }) {
      const path = relative(root, id)
      if (!path.startsWith(`${folder}/`)) {
        this.error(
          `${path} would ship to the page: ${folder}/ may import only types from elsewhere`,
        )
      }
    },
  }
}

/** Files under their own names, or pairs of a file and its new name. */
function copy(folder, files) {
  return {
    name: 'copy',
    writeBundle() {
      for (const file of files) {
        const [from, name = basename(from)] = [file].flat()
        copyFileSync(resolve(root, from), resolve(root, folder, name))
      }
    },
  }
}

/** Names of chunks change, and a package would carry those of earlier builds along. */
function removeLeftovers() {
  return {
    name: 'remove-leftovers',
    writeBundle({ dir }, bundle) {
      for (const name of readdirSync(dir)) if (!(name in bundle)) rmSync(resolve(dir, name))
    },
  }
}

/** The shell runs it by its first line. */
function executable(fileName) {
  return {
    name: 'executable',
    writeBundle: ({ dir }) => chmodSync(resolve(dir, fileName), 0o755),
  }
}

function minify() {
  return terser({
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true },
    mangle: { properties: { regex: /^_/ } },
    format: { comments: false },
  })
}
