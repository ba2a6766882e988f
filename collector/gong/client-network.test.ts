import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createGongClient } from './client.js'

/** A server of raw bytes on this machine; gives its port. */
async function listen(onRequest: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // The client hangs up in its own time, which is what is tested.
    socket.on('error', () => undefined).once('data', () => onRequest(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  return (server.address() as AddressInfo).port // It listens on a port, not on a pipe.
}

/** One that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // It listens on a port, not on a pipe.
  await new Promise((resolve) => server.close(resolve))
  return port
}

function ask(baseUrl: string, timeoutMs = 10_000) {
  const key = { accessKey: 'key', accessKeySecret: 'secret' }
  return createGongClient({ baseUrl, ...key, fetch, timeoutMs }).checkAccess()
}

const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')

it("Gong's own answer is told with the other side's clock", async () => {
  const date = 'Date: Tue, 17 Nov 2026 12:00:00 GMT'
  const port = await listen((socket) => socket.end(head(date, 'Content-Length: 2') + '{}'))
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({
    kind: 'answer',
    dateMs: Date.UTC(2026, 10, 17, 12),
    isGongs: true,
  })
})

it("a portal's page with status 200 is not Gong's", async () => {
  const page = '<html>Log in to this network</html>'
  const port = await listen((socket) => socket.end(head('Content-Type: text/html') + page))
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ status: 200, isGongs: false })
})

it('a body without end is left where it is more than Gong says', async () => {
  const piece = 'x'.repeat(16 * 1024)
  const port = await listen((socket) => {
    const pour = () => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on('drain', pour).write(head() + '{"requestId":"')
    pour()
  })
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({ status: 200, isGongs: false })
})

it.each([
  ['an answer that does not begin', ''],
  ['a body that stalls', head('Content-Length: 20') + '{"requestId":'],
])('%s is a time-out', async (_title, bytes) => {
  const port = await listen((socket) => socket.write(bytes))
  expect(await ask(`http://127.0.0.1:${port}`, 200)).toEqual({ kind: 'timeout' })
})

it.each([
  ['hangs up at once', ''],
  ['hangs up in its body', head('Content-Length: 20') + '{"requestId":'],
  ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
])('a server that %s is a fault of the connection', async (_title, bytes) => {
  const port = await listen((socket) => socket.end(bytes))
  expect(await ask(`http://127.0.0.1:${port}`)).toMatchObject({
    kind: 'unreachable',
    fault: 'connection',
  })
})

it('a connection that is reset, or refused, is one too', async () => {
  const port = await listen((socket) => socket.resetAndDestroy())
  const reset = await ask(`http://127.0.0.1:${port}`)
  expect(reset).toMatchObject({ fault: 'connection', cause: 'Error: read ECONNRESET' })
  const refused = await ask(`http://127.0.0.1:${await closedPort()}`)
  expect(refused).toMatchObject({ fault: 'connection' })
  expect(JSON.stringify(refused)).toContain('ECONNREFUSED')
})

it('plain words where TLS was expected are a fault of TLS', async () => {
  const port = await listen((socket) => socket.end(head('Content-Length: 2') + '{}'))
  expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
    kind: 'unreachable',
    fault: 'tls',
  })
})

it('a name that nobody has is a fault of DNS', async () => {
  // Never to be given to anyone: https://www.rfc-editor.org/rfc/rfc6761#section-6.4
  expect(await ask('https://us-1.api.gong.invalid')).toMatchObject({
    kind: 'unreachable',
    fault: 'dns',
  })
})
