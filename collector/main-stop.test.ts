import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startProcess } from './test-process.js'

it('a request that is held open does not hold up the end', async () => {
  const { child, ended, folder, lines, port } = await startProcess()
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
  expect(await ended).toBe(0)
})
