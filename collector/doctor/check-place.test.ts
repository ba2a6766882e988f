import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { lockDataFolder } from '../store/lock-data-folder.js'
import { openSpool } from '../store/spool/spool.js'
import { aSpooledBeacon, temporaryFolder } from '../store/test-store.js'
import { checkDataFolder } from './check-data-folder.js'
import { checkDisk } from './check-disk.js'
import { SECRETS } from '../environment.js'
import { checkSecrets } from './check-secrets.js'
import { checkSpool } from './check-spool.js'
import { readEnvironment } from '../environment.js'

const MIB = 1024 * 1024

describe('the data folder', () => {
  it('passes, says whether a collector holds it, and makes nothing', () => {
    const folder = temporaryFolder()
    expect(checkDataFolder(folder).found).toBe(`${folder} is writable; no collector runs on it`)
    expect(existsSync(join(folder, 'collector.lock'))).toBe(false)
    const lock = lockDataFolder(folder)
    expect(checkDataFolder(folder)).toMatchObject({
      status: 'pass',
      found: `${folder} is writable; a running collector holds it`,
    })
    lock.release()
    expect(checkDataFolder(folder).found).toContain('no collector')
    // Whoever looked has let go.
    lockDataFolder(folder).release()
  })

  it('is yet to be made, or cannot be', () => {
    const folder = temporaryFolder()
    expect(checkDataFolder(join(folder, 'data')).status).toBe('warn')
    expect(checkDataFolder(join(folder, 'no', 'data'))).toMatchObject({
      status: 'fail',
      next: expect.stringContaining('does not exist: make that first') as string,
    })
    writeFileSync(join(folder, 'file'), '')
    expect(checkDataFolder(join(folder, 'file'))).toMatchObject({
      status: 'fail',
      next: expect.stringContaining('which is a file') as string,
    })
  })

  it.skipIf(process.getuid?.() === 0)('fails where this user may not write', () => {
    const folder = join(temporaryFolder(), 'data')
    mkdirSync(folder)
    chmodSync(folder, 0o500)
    expect(checkDataFolder(folder).status).toBe('fail')
  })
})

it.each([
  [99, 'fail'],
  [150, 'warn'],
  [200, 'pass'],
])('a disk with %i MiB free of which 100 must stay so: %s', (mebibytes, status) => {
  const dataDir = join(temporaryFolder(), 'not', 'yet')
  const freeBytes = () => mebibytes * MIB
  expect(checkDisk({ dataDir, minFreeBytes: 100 * MIB, freeBytes }).status).toBe(status)
})

describe('the spool', () => {
  const look = (dataDir: string, nowMs = NOON_MS, maxBytes = 100 * MIB) =>
    checkSpool({ dataDir, maxBytes, nowMs })

  it('passes while what waits has just come, and warns of what has waited for long', async () => {
    const folder = temporaryFolder()
    expect(look(folder).status).toBe('skip')
    const spool = openSpool(join(folder, 'spool.db'))
    expect(look(folder).found).toContain('nothing waits for the store')
    spool.append([JSON.stringify(aSpooledBeacon([]))])
    expect(look(folder).status).toBe('pass')
    expect(look(folder, NOON_MS + 3_600_000)).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('1 beacon waits for the store, for 1 h') as string,
    })
    expect(look(folder, NOON_MS, 1000).status).toBe('fail')
    spool.close()
  })

  it('fails where it is none', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'spool.db'), 'x'.repeat(10_000))
    expect(look(folder).status).toBe('fail')
  })
})

describe('secrets', () => {
  it('says where each comes from', () => {
    const env = { GONG_ACCESS_KEY: 'a', GONG_ACCESS_KEY_SECRET_FILE: '/run/b', PORT: '1' }
    expect(checkSecrets(env).found).toBe(
      'GONG_ACCESS_KEY from the environment, GONG_ACCESS_KEY_SECRET from a file',
    )
    expect(checkSecrets({}).status).toBe('skip')
  })

  it.each(SECRETS)('%s is one that a file may give', (name) => {
    const read = readEnvironment({ [`${name}_FILE`]: '/nowhere' })
    expect(read.kind === 'faults' && read.faults.join()).toContain(`${name}_FILE: expected a file`)
  })
})
