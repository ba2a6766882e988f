import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024
const WITHIN_MS = 5 * 60 * 1000

export interface Command {
  /** The program and its arguments. */
  argv: readonly [string, ...string[]]
  cwd: string
  env?: NodeJS.ProcessEnv
}

/** What a command writes to its standard output. Throws with all it wrote when it fails or takes five minutes. */
export async function runCommand({ argv, cwd, env = process.env }: Command): Promise<string> {
  const [program, ...args] = argv
  try {
    const { stdout } = await run(program, args, {
      cwd,
      env,
      maxBuffer: MAX_OUTPUT_BYTES,
      timeout: WITHIN_MS,
    })
    return stdout
  } catch (cause) {
    // execFile's error carries what was written.
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string }
    throw new Error(`${argv.join(' ')} failed:\n${stdout}${stderr}`, { cause })
  }
}
