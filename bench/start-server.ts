import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export interface RunningServer {
  url: string
  pid: number
  /** Asks it to end by SIGTERM; rejects when it does not end cleanly. */
  stop(): Promise<void>
}

interface ServerOptions {
  environment?: Record<string, string>
  /** Warnings that are no news. */
  expectedEvents?: readonly string[]
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Pino's number for warnings: what is worth showing in the middle of a measurement. */
const WARN_LEVEL = 40

const logLine = z.object({
  event: z.string().optional(),
  port: z.int().optional(),
  level: z.number().optional(),
})

/**
 * Runs Node with these arguments and resolves once its log says `started` on a port. It inherits nothing of the
 * environment but PATH: credentials there would make it deliver.
 */
export async function startServer(
  args: readonly string[],
  { environment = {}, expectedEvents = [] }: ServerOptions = {},
): Promise<RunningServer> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', kill)
    return code as number | null // https://nodejs.org/docs/latest-v20.x/api/child_process.html#event-exit
  })
  const failedToStart = exited.then((code): never => {
    throw new Error(`${args.join(' ')} ended with ${code} before it listened`)
  })
  const port = await Promise.race([portOf(child, expectedEvents), failedToStart])
  failedToStart.catch(() => undefined) // It did start; how it ends is looked at in stop.
  return {
    url: `http://127.0.0.1:${port}`,
    // It listens, so it has one.
    pid: child.pid ?? NaN,
    async stop() {
      child.kill('SIGTERM')
      const code = await exited
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code} after SIGTERM, not 0`)
    },
  }
}

/** Reads on after the port is known, so that the pipe never fills and warnings are seen. */
function portOf({ stdout }: ChildProcess, expectedEvents: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    if (!stdout) return
    createInterface(stdout).on('line', (line) => {
      const { event = '', port, level = 0 } = logLine.parse(JSON.parse(line))
      if (event === 'started' && port !== undefined) resolve(port)
      if (level >= WARN_LEVEL && !expectedEvents.includes(event)) console.error(line)
    })
  })
}
