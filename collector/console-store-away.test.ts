import { expect, it, onTestFinished } from 'vitest'
import { startPostgres } from '../e2e/postgres-server.js'
import { startProcess } from './test-process.js'

const WAIT = { timeout: 30_000, interval: 200 }

it('a PostgreSQL that goes is told in words, metrics stay, and it is back by itself', async () => {
  const postgres = await startPostgres({ durable: false })
  onTestFinished(() => postgres.close())
  const { lines, child, ended } = await startProcess({ env: { DATABASE_URL: postgres.url } })
  const adminPort = Number(lines.find(({ event }) => event === 'started')?.['adminPort'])
  const ask = (path: string) => fetch(`http://127.0.0.1:${adminPort}${path}`)
  const status = async () => (await ask('/api/overview')).status
  await expect.poll(status, WAIT).toBe(200)

  await postgres.stopImmediately()
  await expect.poll(status, WAIT).toBe(503)
  const answer = await ask('/api/held')
  expect([answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
    '5',
    { error: 'store_unavailable' },
  ])
  expect((await ask('/metrics')).status).toBe(200)
  // Whether it went while it was asked or before: never a fault of ours.
  expect(lines.filter(({ event }) => event === 'console_failed')).toEqual([])

  await postgres.start()
  await expect.poll(status, WAIT).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 120_000)
