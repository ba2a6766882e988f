import { existsSync, mkdtempSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runCommand } from '../run-command.js'
import { timeFirstEvent } from './time-first-event.js'
import { tryImport } from './try-import.js'

export interface Installed {
  nodeVersion: string
  /** What `npm install` took with npm's cache as it is. */
  installMs: number
  /** What `node_modules` takes. */
  kilobytes: number
  firstEventMs: number
}

/** What a process and its way to the registry need. */
const PASSED_ON = ['HOME', 'NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** Nothing else of our own environment reaches it: a trial must not find a real Gong's credentials. */
function environmentOf(node: string): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env
  const passedOn = PASSED_ON.map((name) => [name, process.env[name]] as const)
  return { ...Object.fromEntries(passedOn), PATH: `${dirname(node)}${delimiter}${PATH}` }
}

/** Installs the tarball into an empty folder within `parent` by the given Node and uses all that a stranger would. */
export async function tryInstall(trial: {
  node: string
  tarball: string
  parent: string
}): Promise<Installed> {
  const folder = mkdtempSync(join(trial.parent, 'install-'))
  const env = environmentOf(trial.node)
  const run = (...argv: [string, ...string[]]) => runCommand({ argv, cwd: folder, env })

  const nodeVersion = (await run('node', '--version')).trim()
  const startedMs = performance.now()
  await run('npm', 'install', '--no-audit', '--no-fund', trial.tarball)
  const installMs = performance.now() - startedMs
  if (!existsSync(join(folder, 'node_modules/tamtam/package.json'))) {
    throw new Error(`npm installed elsewhere than in ${folder}: there is a project above it`)
  }
  const [kilobytes = ''] = (await run('du', '-sk', 'node_modules')).split('\t')
  await run('npx', '--no-install', 'tamtam', '--version')
  await tryImport(folder, env)
  const firstEventMs = await timeFirstEvent(folder, env)
  return { nodeVersion, installMs, kilobytes: Number(kilobytes), firstEventMs }
}
