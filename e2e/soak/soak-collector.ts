import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quietPort } from '../quiet-port.js'
import { comesTrue } from './pause.js'
import { createSoakClock, type SoakClock } from './soak-clock.js'

/** The built collector as a process of its own, to which anything may happen at any time, its start included. */
export interface SoakCollector {
  url: string
  dataDir: string
  clock: SoakClock
  isRunning(): boolean
  /** Does not wait until it is ready. */
  start(): void
  /** Whether it answers `GET /readyz` with 200 in good time. */
  becomesReady(signal?: AbortSignal): Promise<boolean>
  /** kill -9, and waits for its end. */
  kill(): Promise<void>
  /** SIGTERM, and waits for its end, which a collector gives itself 20 seconds for. Whether it ended cleanly. */
  stop(): Promise<boolean>
  /** Its last output. */
  output(): string
  /** Spools that it found damaged, by name. */
  spoolsSetAside(): string[]
}

interface SoakCollectorWish {
  folder: string
  env: Record<string, string>
  /** Told of an end that nobody asked for. */
  onDeath: (words: string) => void
}

const MAIN = fileURLToPath(new URL('../../dist/collector/main.js', import.meta.url))
/** Loaded before the collector. */
export const JUMP_CLOCK = new URL('./jump-clock.mjs', import.meta.url).href

const READY_WITHIN_MS = 30_000
const ANSWER_WITHIN_MS = 1000
const MAX_OUTPUT_CHARACTERS = 4000

export async function createSoakCollector(wish: SoakCollectorWish): Promise<SoakCollector> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first`)
  const { folder, onDeath } = wish
  mkdirSync(folder)
  const port = await quietPort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = join(folder, 'data')
  const clock = createSoakClock(join(folder, 'clock-offset-ms'))
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const env = {
    ...{ PATH, HOME, TMPDIR, NODE_OPTIONS: `--import ${JUMP_CLOCK}`, SOAK_CLOCK_FILE: clock.file },
    ...{ PORT: String(port), HOST: '127.0.0.1', TAMTAM_ADMIN_PORT: '0', TAMTAM_DATA_DIR: dataDir },
    ...wish.env,
  }
  let child: ChildProcess | null = null
  let output = ''

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> {
    const ending = child
    if (!ending) return true
    child = null
    const ended = once(ending, 'exit')
    ending.kill(signal)
    await ended
    return ending.exitCode === 0
  }
  process.once('exit', () => child?.kill('SIGKILL'))

  return {
    url,
    dataDir,
    clock,
    isRunning: () => child !== null,
    start() {
      const started = spawn(process.execPath, [MAIN], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      for (const stream of [started.stdout, started.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output = (output + text).slice(-MAX_OUTPUT_CHARACTERS)
        })
      }
      started.once('exit', (code, signal) => {
        if (child !== started) return
        child = null
        onDeath(`${url} ended by itself (${String(code ?? signal)}):\n${output}`)
      })
    },
    becomesReady: (signal) =>
      comesTrue(
        async () => {
          const ready = AbortSignal.timeout(ANSWER_WITHIN_MS)
          return child !== null && (await fetch(`${url}/readyz`, { signal: ready })).ok
        },
        { withinMs: READY_WITHIN_MS, ...(signal ? { signal } : {}) },
      ),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    output: () => output,
    spoolsSetAside: () =>
      existsSync(dataDir)
        ? readdirSync(dataDir).filter((name) => name.startsWith('spool-damaged'))
        : [],
  }
}
