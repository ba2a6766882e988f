import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openGongSandbox } from '../demo-site/gong-sandbox/open-gong-sandbox.js'
import { systemClock } from './lib/clock.js'
import { openStore } from './store/store.js'
import { queueOne } from './store/test-outbox.js'
import { temporaryFolder } from './store/test-store.js'
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

it('a call to Gong that does not end is given up, and its lane given back, within ten seconds', async () => {
  const sandbox = await openGongSandbox({
    port: 0,
    clock: systemClock,
    accessKey: 'key',
    accessKeySecret: 'secret',
  })
  onTestFinished(() => sandbox.close())
  sandbox.addFault({ kind: 'stall', count: 1 })
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'data'))
  const openData = () => openStore(join(folder, 'data/store.db'))
  const laid = await openData()
  const nowMs = await laid.nowMs()
  await queueOne(laid, { nowMs, content: { occurredAtMs: nowMs } })
  await laid.close()

  const { child, ended, lines } = await startProcess({
    folder,
    env: {
      GONG_API_BASE_URL: sandbox.url,
      GONG_ACCESS_KEY: 'key',
      GONG_ACCESS_KEY_SECRET: 'secret',
    },
  })
  await expect.poll(() => sandbox.interactions().length, { timeout: 10_000 }).toBe(1)
  child.kill('SIGTERM')
  // 1 would be the end by force.
  expect(await ended).toBe(0)
  expect(lines.filter(({ event }) => event === 'attempt')).toMatchObject([
    { outcome: 'retry', reason: 'gong_unreachable', ours: true },
  ])

  const left = await openData()
  onTestFinished(() => left.close())
  const dueMs = (await left.readNextDue(await left.nowMs())) ?? Infinity
  // By its back-off of a second at the most, and not by the twenty of a lease.
  expect(dueMs - (await left.nowMs())).toBeLessThanOrEqual(1000)
}, 30_000)
