import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from './store/test-store.js'

// The built process, as in main.test.ts: `npm run build` comes first.
const MAIN = join(import.meta.dirname, '../dist/collector/main.js')

type Line = Record<string, unknown>

/** The process on a free port; its log as far as it has come, and a wait for a line of it. */
async function startProcess() {
  const folder = temporaryFolder()
  const { PATH = '' } = process.env
  const env = { PATH, PORT: '0', HOST: '127.0.0.1' }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  let rest = ''
  child.stdout.on('data', (chunk) => {
    const texts = (rest + String(chunk)).split('\n')
    rest = texts.pop() ?? ''
    // Written by pino one object a line.
    lines.push(...texts.map((text) => JSON.parse(text) as Line))
  })
  while (!lines.some(({ event }) => event === 'started')) await once(child.stdout, 'data')
  const port = Number(lines.find(({ event }) => event === 'started')?.['port'])
  return { child, folder, lines, port }
}

it('a request that is held open does not hold up the end', async () => {
  const { child, folder, lines, port } = await startProcess()
  expect(lines[0]).toMatchObject({
    event: 'configured',
    configFile: null,
    sites: ['demo'],
    dataDir: join(folder, 'data'),
    msg: `no tamtam.config.json: one site, demo, for pages on this machine; data in ${join(folder, 'data')}`,
  })

  const page = connect(port, '127.0.0.1').on('error', () => undefined)
  onTestFinished(() => void page.destroy())
  const head = [
    'POST /v1/events HTTP/1.1',
    'Host: x',
    'Origin: http://localhost',
    'Content-Type: text/plain',
    'Content-Length: 9',
    'Expect: 100-continue',
  ]
  page.write(`${head.join('\r\n')}\r\n\r\n`)
  // 100 Continue: the request is under way.
  await once(page, 'data')

  child.kill('SIGTERM')
  // 1 would be the end by force, of calls under way too.
  expect(await once(child, 'exit')).toEqual([0, null])
})
