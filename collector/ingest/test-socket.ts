import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import type { AppDeps } from '../app.js'
import { listen, type Timeouts } from '../listen.js'
import { createTestApp } from '../test-app.js'

/** The collector's routes on a port of this machine, for what only a real socket shows. */
export async function openTestServer({
  timeouts,
  ...changes
}: Partial<AppDeps> & { timeouts?: Timeouts } = {}) {
  const test = createTestApp(changes)
  const host = '127.0.0.1'
  const server = await listen(test.app, {
    host,
    port: 0,
    closeGraceMs: 0,
    ...(timeouts && { timeouts }),
  })
  onTestFinished(() => server.close())
  return {
    ...test,
    url: `http://${host}:${server.port}`,
    /** Writes these bytes; what came back is whole once the other end has closed the connection. */
    send: (...parts: (string | Buffer)[]) => {
      const socket = connect(server.port, host)
      let answer = ''
      socket.on('data', (chunk) => (answer += String(chunk)))
      // Cut off, as it may be.
      socket.on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
      for (const part of parts) socket.write(part)
      const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)))
      return { socket, closed }
    },
  }
}
