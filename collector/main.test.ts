import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The built process, since threads and exit codes are what an operator meets: `npm run build` comes first.
const MAIN = join(import.meta.dirname, '../dist/collector/main.js')

describe('the collector process, told something wrong, ends with code 1 and a line that says what to do', () => {
  let folder: string

  beforeAll(async () => {
    expect(existsSync(MAIN), 'dist/collector/main.js is there: run "npm run build"').toBe(true)
    folder = await mkdtemp(join(tmpdir(), 'tamtam-main-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  function start(environment: Record<string, string>) {
    const { PATH = '' } = process.env
    const env = {
      PATH,
      PORT: '0',
      TAMTAM_ADMIN_PORT: '0',
      TAMTAM_DATA_DIR: join(folder, 'data'),
      ...environment,
    }
    const { status, stderr } = spawnSync(process.execPath, [MAIN], {
      env,
      cwd: folder,
      encoding: 'utf8',
      timeout: 20_000,
    })
    return { status, stderr: stderr.trim() }
  }

  it('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const { status, stderr } = start({ PORT: String(port), HOST: '127.0.0.1' })
    server.close()
    expect(stderr).toBe(
      `PORT: expected a free port, got ${port}, which another process listens on: set PORT to another, or stop that process`,
    )
    expect(status).toBe(1)
  })

  it.each(['TAMTAM_GEOIP_FILE', 'TAMTAM_COMPANIES_FILE'])('%s that is none', async (name) => {
    const file = join(folder, 'words')
    await writeFile(file, 'nothing of the sort')
    const { status, stderr } = start({ [name]: file })
    expect(stderr).toMatch(new RegExp(`^${name}: expected a .*, got ${file}: `))
    expect(stderr.split('\n')).toHaveLength(1)
    expect(status).toBe(1)
  })

  it('a data folder that cannot be written', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    for (const [dataDir, words] of [
      [file, 'which is a file: '],
      [join(file, 'below'), `${file} is a file: `],
      [join(folder, 'no', 'parent'), `its parent folder ${join(folder, 'no')} does not exist: `],
      ['/proc/tamtam', 'ENOENT: '],
    ] as const) {
      const { status, stderr } = start({ TAMTAM_DATA_DIR: dataDir })
      expect(stderr).toMatch(/^TAMTAM_DATA_DIR: expected a folder that this process may write to/)
      expect(stderr).toContain(`, got "${dataDir}": ${words}`)
      expect(status).toBe(1)
    }
  })

  it('half of the credentials', () => {
    const { status, stderr } = start({ GONG_ACCESS_KEY: 'k', GONG_ACCESS_KEY_SECRET: 's3cret' })
    expect(stderr).toBe(
      'GONG_API_BASE_URL: expected a value, since GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET came; set it, or unset all three for a preview without Gong',
    )
    expect(status).toBe(1)
  })

  it('a Gong that would get the key in the clear', () => {
    const { status, stderr } = start({
      GONG_API_BASE_URL: 'http://us-1.api.gong.example',
      GONG_ACCESS_KEY: 'k',
      GONG_ACCESS_KEY_SECRET: 's3cret',
    })
    expect(stderr).toBe(
      'GONG_API_BASE_URL: expected an https address, or http on this machine only, got "http://us-1.api.gong.example"',
    )
    expect(status).toBe(1)
  })

  it('a configuration file with a slip in it', async () => {
    const config = join(folder, 'slip.json')
    await writeFile(config, JSON.stringify({ sites: [{ siteId: 'acme', origin: [] }] }))
    const { status, stderr } = start({ TAMTAM_CONFIG: config })
    expect(stderr).toContain('sites.0.origins')
    expect(stderr).toContain('"origin"')
    expect(status).toBe(1)
  })
})
