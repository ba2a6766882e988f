import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqliteFile } from '../store/driver.js'
import { openStore } from '../store/store.js'
import { temporaryFolder } from '../store/test-store.js'
import { openTestCli } from './test-cli.js'

describe('tamtam migrate', () => {
  it('makes the store, says which migrations ran, and then that nothing is to be done', async () => {
    const { run, folder } = openTestCli({
      env: { TAMTAM_DATA_DIR: join(temporaryFolder(), 'data') },
    })
    const checked = await run('migrate', '--check')
    expect(checked).toMatchObject({ code: 1, err: '' })
    expect(checked.out).toContain('There is no store yet')
    const first = await run('migrate')
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^ran 0001_initial$/m)
    expect(first.out).toMatch(/^The store is up to date: \d+ migrations\.$/m)
    const { out } = await run('migrate', '--json')
    expect(JSON.parse(out)).toMatchObject({ state: 'ready', pending: [], ran: [] })
    expect(await run('migrate', '--check')).toMatchObject({ code: 0 })
    expect(folder).not.toBe('')
  })

  it('runs beside an open store, and leaves one of a later version as it is', async () => {
    const { run, folder } = openTestCli()
    const path = join(folder, 'store.db')
    const store = await openStore(path)
    expect(await run('migrate')).toMatchObject({ code: 0 })
    await store.close()
    const file = openSqliteFile(path)
    file.exec(`INSERT INTO kysely_migration VALUES ('9999_later', '2030-01-01')`)
    void file.close()
    const later = await run('migrate')
    expect([later.code, later.out]).toEqual([1, expect.stringContaining('a later version')])
  })

  it('names the variable where there is no folder for it', async () => {
    const { run } = openTestCli({ env: { TAMTAM_DATA_DIR: '/nowhere/at/all' } })
    const { code, err } = await run('migrate')
    expect([code, err]).toEqual([1, expect.stringContaining('TAMTAM_DATA_DIR: its parent folder')])
  })
})
