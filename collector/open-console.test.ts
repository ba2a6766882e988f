import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './store/test-store.js'
import { MAIN } from './test-process.js'

// The built process, told something wrong of its console: `npm run build` comes first.

function start(environment: Record<string, string>) {
  const { PATH = '' } = process.env
  const folder = temporaryFolder()
  const env = { PATH, PORT: '0', TAMTAM_DATA_DIR: join(folder, 'data'), ...environment }
  const options = { env, cwd: folder, encoding: 'utf8', timeout: 20_000 } as const
  const { status, stderr } = spawnSync(process.execPath, [MAIN], options)
  return { status, stderr: stderr.trim() }
}

it('a port in use is named by its variable', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A string only for a pipe.
  const { status, stderr } = start({ TAMTAM_ADMIN_PORT: String(port) })
  server.close()
  expect([status, stderr]).toEqual([
    1,
    `TAMTAM_ADMIN_PORT: expected a free port, got ${port}, which another process listens on: set TAMTAM_ADMIN_PORT to another, or stop that process`,
  ])
})

it.each(['0.0.0.0', '::', '192.0.2.7', 'console.example', '127.0.0.1.evil.example'])(
  'off this machine, at %s, it takes a token',
  (host) => {
    const { status, stderr } = start({ TAMTAM_ADMIN_PORT: '0', TAMTAM_ADMIN_HOST: host })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^TAMTAM_ADMIN_HOST: .*set TAMTAM_ADMIN_TOKEN too/)
    expect(stderr.split('\n')).toHaveLength(1)
  },
)

it('an address that is not of this machine is named by its variable', () => {
  const { status, stderr } = start({
    TAMTAM_ADMIN_PORT: '0',
    TAMTAM_ADMIN_HOST: '192.0.2.7',
    TAMTAM_ADMIN_TOKEN: 'a'.repeat(20),
  })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^TAMTAM_ADMIN_HOST: expected an address of this machine, got "192.0.2.7"/)
})

it('a token that somebody may have thought up is refused, and not shown', () => {
  const { status, stderr } = start({ TAMTAM_ADMIN_PORT: '0', TAMTAM_ADMIN_TOKEN: 'read:hunter2' })
  expect(status).toBe(1)
  expect(stderr).toContain('TAMTAM_ADMIN_TOKEN')
  expect(stderr).not.toContain('hunter2')
})
