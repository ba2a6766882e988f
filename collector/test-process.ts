import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { WireEvent } from '../wire/event.js'
import { aBeacon, anEvent } from '../wire/test-data.js'
import { temporaryFolder } from './store/test-store.js'

// The built process, since threads and exit codes are what an operator meets: `npm run build` comes first.
export const MAIN = join(import.meta.dirname, '../dist/collector/main.js')

/** What pino writes, one object a line. */
export type Line = Record<string, unknown>

interface ProcessOptions {
  folder?: string
  env?: Record<string, string>
  /** What Node is run by, such as a tracer with its arguments. */
  under?: readonly string[]
}

/** The collector for the site `demo` on a free port, with its data in a folder of the test's; killed at the test's end. */
export async function startProcess(options: ProcessOptions = {}) {
  const { folder = temporaryFolder(), env = {}, under = [] } = options
  const { PATH = '' } = process.env
  const [command = '', ...args] = [...under, process.execPath, MAIN]
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH, PORT: '0', HOST: '127.0.0.1', TAMTAM_ADMIN_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  const log = createInterface(child.stdout)
  const exited = Promise.all([once(child, 'exit'), once(log, 'close')])
  const ended = exited.then(([[code]]) => code as number | null)
  const started = new Promise<Line>((resolve) => {
    log.on('line', (text) => {
      const line = JSON.parse(text) as Line
      lines.push(line)
      if (line['event'] === 'started') resolve(line)
    })
  })
  const failed = ended.then((code): never => {
    throw new Error(`the collector ended with ${code} before it had started`)
  })
  const port = Number((await Promise.race([started, failed]))['port'])
  failed.catch(() => undefined) // It did start.
  return {
    child,
    folder,
    lines,
    ended,
    port,
    post: (event: WireEvent = aPageView()) => postTo(port, event),
  }
}

const aPageView = (): WireEvent => anEvent('page_view', { occurredAtMs: Date.now() })

/** Posts a beacon of one event; resolves to the status. */
async function postTo(port: number, event: WireEvent): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    method: 'POST',
    headers: { Origin: 'http://localhost', 'Content-Type': 'text/plain' },
    body: JSON.stringify(aBeacon([event], { siteId: 'demo', sentAtMs: Date.now() })),
  })
  return status
}
