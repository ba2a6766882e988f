import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { SITE_ID } from './good-beacon.js'
import { onLines } from './on-lines.js'
import { ORIGIN } from './requests.js'

const MAIN = fileURLToPath(new URL('../../dist/collector/main.js', import.meta.url))

const STARTED_WITHIN_MS = 15_000

/** All shots come from one address, with any user agent; what is told twice a second is sealed within seconds. */
const CONFIG = {
  sites: [{ siteId: SITE_ID, origins: [ORIGIN], bots: 'keep' }],
  coalesce: { quietSeconds: 2, sessionIdleMinutes: 0.05 },
  rateLimit: false,
}

const started = z.object({ event: z.literal('started'), port: z.int() })

export interface Collector {
  pid: number
  port: number
  hasEnded(): boolean
  /** All of what it wrote to its standard error. */
  stderr(): string
  /** Asks it to end by SIGTERM. Resolves with its exit code; null after a signal. */
  stop(): Promise<number | null>
}

/**
 * Starts the built collector as a preview, with nothing of our environment but PATH: credentials there would make it
 * deliver. It tells of every refusal, so that everything hostile goes through its log too.
 */
export async function startCollector(options: {
  dataDir: string
  onLine: (line: string) => void
}): Promise<Collector> {
  const { dataDir, onLine } = options
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run "npm run build" first`)
  const configFile = `${dataDir}.json`
  writeFileSync(configFile, JSON.stringify(CONFIG))
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      TAMTAM_ADMIN_PORT: '0',
      TAMTAM_CONFIG: configFile,
      TAMTAM_DATA_DIR: dataDir,
      TAMTAM_LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', kill)
    return code as number | null // https://nodejs.org/docs/latest-v20.x/api/child_process.html#event-exit
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const port = await new Promise<number>((resolve, reject) => {
    const giveUp = (why: string) => (): void => {
      kill()
      reject(new Error(`the collector ${why}; its standard error: ${stderr || '(empty)'}`))
    }
    const timer = setTimeout(giveUp('did not start within 15 seconds'), STARTED_WITHIN_MS)
    child.once('exit', giveUp('ended before it listened'))
    onLines(child.stdout, (line) => {
      onLine(line)
      const parsed = line.includes('"started"') && started.safeParse(JSON.parse(line))
      if (!parsed || !parsed.success) return
      clearTimeout(timer)
      resolve(parsed.data.port)
    })
  })
  return {
    pid: child.pid ?? 0,
    port,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stderr: () => stderr,
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}
