import { createServer, type RequestListener, type Server } from 'node:http'
import { holdPort } from '../../demo-site/free-port.js'

/**
 * An HTTP server of 127.0.0.1 that can be gone for a while: after `stop` its port refuses connections, after `start`
 * it answers again. `stop` cuts what is open. It starts running.
 */
export async function openSwitchableServer(answer: RequestListener) {
  const { port, release } = await holdPort(0)
  await release()
  let server: Server | null = null

  async function start(): Promise<void> {
    const starting = createServer(answer)
    // A client that hangs up in the middle of its request is no concern of a test.
    starting.on('clientError', (_, socket) => socket.destroy())
    await new Promise<void>((resolve, reject) => {
      starting.once('error', reject)
      starting.listen(port, '127.0.0.1', resolve)
    })
    server = starting
  }

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      if (!server) return resolve()
      server.close(() => resolve())
      server.closeAllConnections()
      server = null
    })
  }

  await start()
  return { port, url: `http://127.0.0.1:${port}`, start, stop }
}
