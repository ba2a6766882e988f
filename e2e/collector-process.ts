import { freePort } from '../demo-site/free-port.js'
import { startCollector } from '../demo-site/start-collector.js'

export interface CollectorProcess {
  url: string
  /** The operator's listener. */
  consoleUrl: string
  /** Starts it, again after an end, on the same port and data; resolves when it is ready. */
  start(): Promise<void>
  /** kill -9: no handler runs, nothing is flushed. */
  kill(): Promise<void>
  /** It hangs, as on a machine that is overloaded, and goes on. */
  hang(): void
  goOn(): void
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>
}

/** The built collector as its user runs it, as a process of its own that can be killed and started again. */
export async function createCollectorProcess(
  environment: Record<string, string>,
): Promise<CollectorProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const adminPort = await freePort()
  const env = {
    TAMTAM_ADMIN_PORT: String(adminPort),
    ...environment,
    PORT: String(port),
    HOST: '127.0.0.1',
  }
  let running: Awaited<ReturnType<typeof startCollector>> | null = null

  return {
    url,
    consoleUrl: `http://127.0.0.1:${adminPort}`,
    async start() {
      running = await startCollector({ url, env })
    },
    async kill() {
      await running?.kill()
    },
    hang: () => void running?.send('SIGSTOP'),
    goOn: () => void running?.send('SIGCONT'),
    async stop() {
      await running?.stop()
    },
  }
}
