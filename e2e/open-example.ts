import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'
import type { Sink } from './behaviour/sink.js'
import type { Site } from './behaviour/site.js'

/** Where the examples say that their collector is. */
const COLLECTOR = 'https://collector.example.com'

const EXAMPLES = new URL('../demo-site/examples/', import.meta.url)
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the tests' pages have besides: the button by which expectEvents sees that all has arrived. */
const LAST = '<button id="last" type="button">Last</button>'

interface Example {
  sink: Sink
  site: Site
  /** A page of the example, such as `react/index.html`. */
  page: string
  /** Each answers with that page, as a server does for an application that has a router. */
  paths: readonly string[]
  /** Instead of the module that the page loads. */
  entry?: string
}

/** Serves an example with its scripts bundled, as it stands but for the collector's address, which becomes the sink's. */
export async function openExample({ sink, site, page, paths, entry }: Example): Promise<void> {
  const html = readExample(page)
  const [, module] = /<script type="module" src="([^"]+)"/.exec(html) ?? []
  const folder = fileURLToPath(new URL('.', new URL(page, EXAMPLES)))
  if (module !== undefined) {
    const code = await bundle(folder, entry ?? `import '.${module}'`)
    const body = code.replaceAll(COLLECTOR, sink.url)
    site.addFile(module, { type: 'text/javascript; charset=utf-8', body })
  }
  const body = html.replaceAll(COLLECTOR, sink.url).replace('</body>', `${LAST}</body>`)
  for (const path of paths) site.addFile(path, { type: 'text/html; charset=utf-8', body })
}

export function readExample(path: string): string {
  return readFileSync(new URL(path, EXAMPLES), 'utf8')
}

async function bundle(folder: string, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'esm',
    // Of React the build in which StrictMode mounts twice.
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    jsx: 'automatic',
    alias: { tamtam: `${ROOT}dist/tamtam.mjs` },
    plugins: [vueFiles],
    logLevel: 'error',
  })
  return outputFiles.map(({ text }) => text).join('\n')
}

/** What a bundler's plugin for Vue does, as far as the example needs it. */
const vueFiles: Plugin = {
  name: 'vue-files',
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, ({ path }) => {
      const { descriptor } = parse(readFileSync(path, 'utf8'), { filename: path })
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true })
      return { contents: content, loader: 'ts' }
    })
  },
}
