import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runCommand } from '../run-command.js'

/** The second call has to be a fault, or the types say nothing. */
const APP = `import { createTamtam } from 'tamtam'

const tamtam = createTamtam({ site: 'acme-www', endpoint: 'https://collector.acme.com/v1/events' })
tamtam.identify({ email: 'ada@analytical.example' })
tamtam.stop()
// @ts-expect-error a site is a text
createTamtam({ site: 1, endpoint: 'https://collector.acme.com/v1/events' })
`

const RESOLUTIONS = [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
] as const

/** Throws unless a program in the folder can import the module, with types, as Node and as bundlers find them. */
export async function tryImport(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const script = "const { createTamtam } = await import('tamtam'); console.log(typeof createTamtam)"
  const kind = await runCommand({
    argv: ['node', '--input-type=module', '-e', script],
    cwd: folder,
    env,
  })
  if (kind.trim() !== 'function') throw new Error(`createTamtam is ${kind.trim()}, not a function`)

  writeFileSync(join(folder, 'app.mts'), APP)
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  for (const [module, resolution] of RESOLUTIONS) {
    const options = ['--module', module, '--moduleResolution', resolution, '--target', 'es2022']
    await runCommand({
      argv: ['node', tsc, '--strict', '--noEmit', ...options, '--lib', 'es2023,dom', 'app.mts'],
      cwd: folder,
      env,
    })
  }
}
