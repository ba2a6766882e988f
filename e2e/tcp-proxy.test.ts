import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { openTcpProxy } from './tcp-proxy.js'

/** A line to a server that says again what it hears. */
async function openEcho() {
  const server = createServer((socket) => void socket.on('error', () => undefined).pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await openTcpProxy((server.address() as AddressInfo).port)
  const client = connect(proxy.port, '127.0.0.1').on('error', () => undefined)
  let heard = ''
  client.on('data', (chunk) => (heard += String(chunk)))
  await once(client, 'connect')
  onTestFinished(async () => {
    client.destroy()
    await proxy.close()
    server.close()
  })
  return { proxy, client, heard: () => heard }
}

it('keeps the order of what it hands on, through every change of mode', async () => {
  const { proxy, client, heard } = await openEcho()
  let said = ''
  for (const mode of ['delay', 'pass', 'freeze', 'delay', 'freeze', 'pass'] as const) {
    proxy.setMode(mode)
    const word = `${mode}${said.length} `
    client.write(word)
    said += word
  }
  await expect.poll(heard).toBe(said)
})

it('holds everything while it is frozen', async () => {
  const { proxy, client, heard } = await openEcho()
  proxy.setMode('freeze')
  client.write('held')
  const other = await openEcho()
  other.client.write('passed')
  await expect.poll(other.heard).toBe('passed')
  expect(heard()).toBe('')
  proxy.setMode('pass')
  await expect.poll(heard).toBe('held')
})

it('lets a question through and resets before its answer', async () => {
  const { proxy, client, heard } = await openEcho()
  proxy.setMode('reset')
  // Not once(): it would reject at the reset.
  const closed = new Promise((resolve) => client.on('close', resolve))
  client.write('question')
  await closed
  expect(heard()).toBe('')
})
