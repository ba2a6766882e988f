import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { startProcess } from './test-process.js'

// The built process, since threads and exit codes are what an operator meets: `npm run build` comes first.

const TOKEN = 'a-token-for-the-console'

/** The collector as a process, and its console's address. */
async function startConsole(env: Record<string, string> = {}) {
  const started = await startProcess({ env })
  const line = started.lines.find(({ event }) => event === 'started')
  const adminPort = Number(line?.['adminPort'])
  const ask = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${adminPort}${path}`, { redirect: 'manual', ...init })
  return { ...started, line, adminPort, ask }
}

/** What the console says to bytes that no client of ours would send; '' when it closes without a word. */
async function say(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  let heard = ''
  socket.on('data', (part) => (heard += String(part))).on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return heard
}

const firstLine = (answer: string) => answer.split('\r\n')[0]

it('listens on this machine alone, and says where', async () => {
  const { line, adminPort, ask } = await startConsole()
  expect(line).toMatchObject({
    msg: expect.stringContaining(`http://127.0.0.1:${adminPort}`) as string,
  })
  const page = await ask('/', { headers: { Accept: 'text/html' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
  for (const name of [
    'console.js',
    'console.css',
    'chart.css',
    'htmx.min.js',
    'idiomorph-ext.min.js',
    'uPlot.iife.min.js',
    'uPlot.min.css',
  ]) {
    expect((await ask(`/assets/${name}`)).status, name).toBe(200)
  }
  expect((await ask('/metrics')).status).toBe(200)
})

it('the public listener has none of it', async () => {
  const { port } = await startConsole()
  for (const path of ['/', '/metrics', '/sign-in', '/api/overview', '/assets/console.js']) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404)
  }
})

it('a stranger who has a name of his point here is refused, in every spelling', async () => {
  const { adminPort } = await startConsole()
  const get = (host: string) =>
    say(adminPort, `GET /api/overview HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  for (const host of ['evil.example', `evil.example:${adminPort}`, 'localhost.evil.example']) {
    expect(firstLine(await get(host))).toBe('HTTP/1.1 421 Misdirected Request')
  }
  for (const host of [
    '',
    'localhost@evil.example',
    'localhost/@evil.example',
    'evil.example#@localhost',
    'localhost evil.example',
  ]) {
    expect(firstLine(await get(host)), host).not.toContain(' 200 ')
  }
  const { length } = await get(`localhost:${adminPort}`)
  expect(length).toBeGreaterThan(0)
})

it('a body past 64 KiB is refused, also when it does not say how long it is', async () => {
  const { adminPort } = await startConsole({ TAMTAM_ADMIN_TOKEN: TOKEN })
  const head = `POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n`
  const told = await say(adminPort, `${head}Content-Length: 99999999\r\n\r\n`)
  expect(firstLine(told)).toBe('HTTP/1.1 413 Payload Too Large')
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
  const untold = await say(
    adminPort,
    `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`,
  )
  expect(firstLine(untold)).toBe('HTTP/1.1 413 Payload Too Large')
})

it('tokens, right and wrong, are in no log', async () => {
  const { ask, lines, child, ended } = await startConsole({
    TAMTAM_ADMIN_TOKEN: TOKEN,
    TAMTAM_LOG_LEVEL: 'debug',
  })
  const wrong = 'a-wrong-token-for-it'
  for (const token of [TOKEN, wrong]) {
    const headers = { Authorization: `Bearer ${token}` }
    expect((await ask('/api/overview', { headers })).status).toBe(token === TOKEN ? 200 : 401)
    const init = { method: 'POST', headers: { Origin: new URL((await ask('/')).url).origin } }
    await ask('/sign-in', { ...init, body: new URLSearchParams({ token }) })
  }
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${TOKEN}|${wrong}`))
})

it('a request that is held open does not hold up the end', async () => {
  const { adminPort, child, ended } = await startConsole()
  const operator = connect(adminPort, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => void operator.destroy())
  operator.write(
    'POST /api/x HTTP/1.1\r\nHost: localhost\r\nTamtam-Console: 1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
  )
  await once(operator, 'data')
  child.kill('SIGTERM')
  // 1 would be the end by force, of calls to Gong under way too.
  expect(await ended).toBe(0)
})

it('while PostgreSQL is away it says so, metrics are there, and the end is in time', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo // A string only for a pipe.
  for (const place of ['127.0.0.1:1', `127.0.0.1:${port}`]) {
    const { ask, child, ended } = await startConsole({ DATABASE_URL: `postgres://x@${place}/none` })
    const page = await ask('/', { headers: { Accept: 'text/html' } })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await page.text()).toContain('The store cannot be asked just now: ask again.')
    expect(await (await ask('/api/overview')).json()).toMatchObject({ error: 'store_unavailable' })
    expect((await ask('/metrics')).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
}, 60_000)
