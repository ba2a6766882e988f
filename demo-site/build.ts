import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Runs `npm run build`, quietly unless it fails: throws with its whole output. Ends early when a stop is requested. */
export async function build(stopRequested: Promise<void>): Promise<void> {
  const child = spawn('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32', // There npm is a script, which only a shell starts.
  })
  void stopRequested.then(() => child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  // 'close' comes after the last of the output, which 'exit' does not. An 'error', such as no npm, rejects.
  await once(child, 'close')
  if (child.exitCode !== 0) {
    const how = child.exitCode === null ? `by ${child.signalCode}` : `with code ${child.exitCode}`
    throw new Error(`The build ended ${how}. Its output:\n${output.trim() || '(none)'}`)
  }
}
