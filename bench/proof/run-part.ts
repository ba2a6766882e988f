import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ProofPart } from './proof-part.js'

/** What a part came to. */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'failed'; reason: string }
  /** It was ended, or never begun. */
  | { kind: 'stopped' }

export interface RunPart {
  part: ProofPart
  /** Where the commands are run. */
  folder: string
  resultsFolder: string
  signal: AbortSignal
  /** What it prints, on either of its two streams. */
  onLine: (line: string) => void
  /** How long a part that is asked to end may take to end what it started. */
  graceMs: number
}

/**
 * Runs one part to its end in a process group of its own, so that Ctrl-C reaches it through `signal` alone, once. Nothing
 * of the group outlives it, and nothing that it left below TMPDIR. It failed, too, when it ended well and wrote no results.
 */
export async function runPart(run: RunPart): Promise<Outcome> {
  const { part, folder, signal, onLine } = run
  if (signal.aborted) return { kind: 'stopped' }
  const results = join(run.resultsFolder, part.writes)
  const writtenBefore = writtenAtMs(results)
  const [program, ...args] = part.command
  const temporary = mkdtempSync(join(tmpdir(), 'tamtam-proof-'))
  // Whoever runs this as root has PostgreSQL run as somebody else, who has to come through.
  chmodSync(temporary, 0o711)
  const child = spawn(program, args, {
    ...{ cwd: folder, detached: true, env: { ...process.env, TMPDIR: temporary } },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killGroup = (): void => killAllOf(child.pid)
  const leaveNothing = (): void => {
    killGroup()
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 })
  }
  process.once('exit', leaveNothing)
  let lastLine = ''
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      if (line.trim() !== '') lastLine = line
      onLine(line)
    })
  }
  const ended = new Promise<string | null>((resolve, reject) => {
    child.once('error', reject) // The program is not there, for example.
    child.once('close', (code, byWhat) => resolve(failureOf(code, byWhat)))
  })
  const stop = (): void => {
    child.kill('SIGTERM')
    const timer = setTimeout(killGroup, run.graceMs)
    child.once('exit', () => clearTimeout(timer))
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    // What it started and left behind would keep its streams open.
    child.once('exit', killGroup)
    const failure = await ended
    if (signal.aborted) return { kind: 'stopped' }
    if (failure !== null)
      return { kind: 'failed', reason: lastLine === '' ? failure : `${failure}: ${lastLine}` }
    if (writtenAtMs(results) === writtenBefore)
      return { kind: 'failed', reason: `it wrote no ${part.writes}` }
    return { kind: 'done' }
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  } finally {
    signal.removeEventListener('abort', stop)
    process.off('exit', leaveNothing)
    leaveNothing()
  }
}

function failureOf(code: number | null, byWhat: NodeJS.Signals | null): string | null {
  if (code === 0) return null
  return code === null ? `ended by ${byWhat}` : `exit ${code}`
}

function writtenAtMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

function killAllOf(group: number | undefined): void {
  if (group === undefined) return
  try {
    process.kill(-group, 'SIGKILL')
  } catch {
    // Nobody of it is left.
  }
}
