import { once } from 'node:events'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from './listen.js'

const LOCAL = { host: '127.0.0.1', port: 0 }
const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n'

async function openServer(closeGraceMs: number) {
  const app = new Hono()
  let asked = (): void => undefined
  const underWay = new Promise<void>((resolve) => (asked = resolve))
  app.post('/', async (c) => {
    asked()
    return c.text(`got ${await c.req.text()}`)
  })
  app.onError((error, c) => c.text(error.message, 400))
  const server = await listen(app, { ...LOCAL, closeGraceMs })
  const page = connect(server.port, LOCAL.host)
  // Cut off, as it may be.
  page.on('error', () => undefined)
  onTestFinished(() => void page.destroy())
  let answer = ''
  page.on('data', (chunk) => (answer += String(chunk)))
  page.write(HEAD)
  await underWay
  return { server, page, answer: () => answer }
}

it('whoever holds a request open is cut off when the grace is over', async () => {
  const { server, page } = await openServer(1)
  const cut = once(page, 'close')
  await server.close()
  await cut
})

it('who is still sending when it closes is answered within the grace', async () => {
  const { server, page, answer } = await openServer(20_000)
  const closed = server.close()
  page.write('ok')
  await closed
  await once(page, 'close')
  expect(answer()).toMatch(/^HTTP\/1\.1 200[^]*got ok$/)
})
