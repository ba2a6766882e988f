import { join } from 'node:path'
import { z } from 'zod'
import { runCommand } from '../run-command.js'

const answer = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    unpackedSize: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number() })),
  }),
])

/** What somebody who has the package and not the repository needs. */
const NEEDED = [
  'LICENSE',
  'README.md',
  'bin/tamtam.js',
  'collector/watch/alert-rules.yml',
  'collector/watch/grafana-dashboard.json',
  'deploy/nginx.conf',
  'deploy/tamtam-gong.conf',
  'deploy/tamtam.service',
  'deploy/to-collectors.conf',
  'dist/collector/cli.js',
  'dist/collector/console-worker.js',
  'dist/collector/main.js',
  'dist/collector/pipeline-worker.js',
  'dist/collector/spool-worker.js',
  'dist/console/LICENSE-htmx.txt',
  'dist/console/LICENSE-idiomorph.txt',
  'dist/console/LICENSE-uplot.txt',
  'dist/console/console.css',
  'dist/console/console.js',
  'dist/console/htmx.min.js',
  'dist/tamtam.js',
  'dist/tamtam.mjs',
  'dist/types/snippet/module.d.ts',
  'package.json',
  'tamtam.config.schema.json',
]

/** What would only make it large. */
const UNWANTED = /\.test\.|(^|\/)test-|\.map$|\.tsbuildinfo$|^node_modules\/|\.tsx?$(?<!\.d\.ts)/

export interface Packed {
  tarball: string
  bytes: number
  unpackedBytes: number
  files: number
}

/** Packs the repository as `npm pack` does and looks at what is in it. Throws with what is missing or does not belong. */
export async function packHere(repository: string, folder: string): Promise<Packed> {
  const text = await runCommand({
    argv: ['npm', 'pack', '--json', '--silent', '--pack-destination', folder],
    cwd: repository,
  })
  const [{ filename, size, unpackedSize, files }] = answer.parse(JSON.parse(text))
  const paths = files.map(({ path }) => path)
  const faults = [
    ...NEEDED.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths.filter((path) => UNWANTED.test(path)).map((path) => `${path} does not belong there`),
  ]
  if (faults.length > 0) throw new Error(`the package is not right:\n${faults.join('\n')}`)
  return {
    tarball: join(folder, filename),
    bytes: size,
    unpackedBytes: unpackedSize,
    files: files.length,
  }
}
