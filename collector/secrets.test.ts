import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent } from '../wire/test-data.js'
import { temporaryFolder } from './store/test-store.js'
import { startProcess } from './test-process.js'

// The built process, since threads and files are what an operator meets: `npm run build` comes first.

const SECRETS = {
  GONG_ACCESS_KEY: 'gong-access-key-7391',
  GONG_ACCESS_KEY_SECRET: 'gong-access-secret-4826',
  serverKey: 'server-key-of-the-site-5173',
  adminToken: 'token-of-the-operator-9264',
}

const { serverKey, adminToken, ...gongs } = SECRETS

/** Refuses whoever comes, and quotes what it was given, as a proxy's page may. */
async function openQuotingGong(): Promise<string> {
  const server = createServer(({ headers: { authorization = '' } }, answer) => {
    answer.writeHead(401, { 'Content-Type': 'application/json' })
    answer.end(JSON.stringify({ requestId: 'r-1', errors: [`who is ${authorization}?`] }))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  return `http://127.0.0.1:${port}`
}

it('no secret of the environment is in the log, in a file of the data, or in what the console tells', async () => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'tamtam.config.json'),
    JSON.stringify({
      sites: [{ siteId: 'demo', origins: ['http://localhost'], bots: 'keep' }],
      coalesce: { quietSeconds: 1, sessionIdleMinutes: 0.02 },
    }),
  )
  const { lines, child, ended, post, port } = await startProcess({
    folder,
    env: {
      ...gongs,
      GONG_API_BASE_URL: await openQuotingGong(),
      TAMTAM_SECRET_KEYS: `demo:${serverKey}`,
      TAMTAM_ADMIN_TOKEN: `erase:${adminToken}`,
      TAMTAM_LOG_LEVEL: 'debug',
    },
  })
  const adminPort = Number(lines.find(({ event }) => event === 'started')?.['adminPort'])
  expect(await post(anEvent('form_submit', { trackingId: 't-1', occurredAtMs: Date.now() }))).toBe(
    204,
  )
  for (const key of [serverKey, 'a-key-that-is-wrong-but-long']) {
    await fetch(`http://127.0.0.1:${port}/v1/links`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ key }),
    })
  }
  const halted = () => lines.some(({ event }) => event === 'delivery_halted')
  await expect.poll(halted, { timeout: 20_000 }).toBe(true)

  const told: string[] = []
  for (const path of ['/api/config', '/api/overview', '/api/sites', '/api/audit', '/metrics']) {
    const headers = { Authorization: `Bearer ${adminToken}` }
    const answer = await fetch(`http://127.0.0.1:${adminPort}${path}`, { headers })
    expect(answer.status, path).toBe(200)
    told.push(await answer.text())
  }
  child.kill('SIGTERM')
  expect(await ended).toBe(0)

  const files = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, 'data', file))
    .filter((file) => statSync(file).isFile())
  expect(files.length).toBeGreaterThan(1)
  const written = [
    JSON.stringify(lines),
    ...told,
    ...files.map((file) => readFileSync(file, 'latin1')),
  ].join('\n')
  const basic = Buffer.from(Object.values(gongs).join(':')).toString('base64')
  for (const secret of [...Object.values(SECRETS), basic]) expect(written).not.toContain(secret)
})
