import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../dist/collector/main.js', import.meta.url))

const READY_WITHIN_MS = 15_000
const ASK_EVERY_MS = 100
const ANSWER_WITHIN_MS = 1000

/** Longer than the collector gives itself to finish what is under way. */
const STOP_WITHIN_MS = 25_000

/** Enough to see why it failed. */
const MAX_OUTPUT_CHARACTERS = 4000

/**
 * Starts the built collector and waits until it answers `GET /readyz` with 200. Nothing of our own environment
 * reaches it but what a process needs: a demo must not find the credentials of a real Gong. Throws with the
 * collector's last output when it ends or is not ready within 15 seconds. `kill` is kill -9: nothing is flushed.
 * Whose answer it is cannot be told: the port has to be free.
 */
export async function startCollector(options: { url: string; env: Record<string, string> }) {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first`)
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH, HOME, TMPDIR, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = keepOutput(child)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = () => stopChild(child, exited)
  const kill = () => {
    child.kill('SIGKILL')
    return exited
  }

  const deadline = AbortSignal.timeout(READY_WITHIN_MS)
  // An answer after the collector's end is another process's.
  while (!(await isReady(options.url)) || hasEnded(child)) {
    const ended = hasEnded(child)
    if (ended || deadline.aborted) {
      await stop()
      const how = child.exitCode === null ? `by ${child.signalCode}` : `with code ${child.exitCode}`
      const what = ended ? `ended ${how}` : 'was not ready within 15 seconds'
      throw new Error(`The collector ${what}. Its last output:\n${output() || '(none)'}`)
    }
    await sleep(ASK_EVERY_MS)
  }
  return { stop, kill, output, ended: exited, send: (signal: NodeJS.Signals) => child.kill(signal) }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).ok
  } catch {
    return false // Nobody listens yet.
  }
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (hasEnded(child)) return
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  child.kill('SIGTERM')
  await exited
  clearTimeout(killer)
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function keepOutput(child: ChildProcess): () => string {
  let kept = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      kept = (kept + text).slice(-MAX_OUTPUT_CHARACTERS)
    })
  }
  return () => kept
}
