import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './store/test-store.js'
import { faultsOf, GONG, read } from './test-config.js'

const DATABASE_URL = 'postgres://tamtam:very-secret@db.example/tamtam'

describe('the shared store', () => {
  it('is none unless its address is given', () => {
    expect(read({})).toMatchObject({ databaseUrl: null, role: 'all', ack: 'local' })
    expect(read({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL })
  })

  it.each(['mysql://db.example/tamtam', 'db.example/tamtam', 'postgres://db.example'])(
    'is refused at %s, which is not shown',
    (value) => {
      expect(faultsOf({ DATABASE_URL: value })).toEqual([
        'DATABASE_URL: expected an address such as postgres://user:password@host/database, got a value that is not shown',
      ])
    },
  )

  it.each([
    ['TAMTAM_ROLE', 'work'],
    ['TAMTAM_ROLE', 'accept'],
    ['TAMTAM_ACK', 'shared'],
  ])('%s=%s needs one', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([
      `${name}: ${value} needs a store that is shared: set DATABASE_URL too, or unset ${name}`,
    ])
    expect(faultsOf({ [name]: value, DATABASE_URL })).toEqual([])
  })

  it('another role or acknowledgement is refused', () => {
    expect(faultsOf({ TAMTAM_ROLE: 'both', TAMTAM_ACK: 'none', DATABASE_URL })).toEqual([
      'TAMTAM_ROLE: expected one of all, accept, work, got "both"',
      'TAMTAM_ACK: expected one of local, shared, got "none"',
    ])
  })
})

describe('a secret may come from a file', () => {
  const fileOf = (text: string): string => {
    const path = join(temporaryFolder(), 'secret')
    writeFileSync(path, text)
    return path
  }

  it('without the line end that editors add', () => {
    const { GONG_ACCESS_KEY_SECRET, ...rest } = GONG
    const env = {
      ...rest,
      GONG_ACCESS_KEY_SECRET_FILE: fileOf(`${GONG_ACCESS_KEY_SECRET}\n`),
      DATABASE_URL_FILE: fileOf(DATABASE_URL),
    }
    expect(read(env)).toMatchObject({
      databaseUrl: DATABASE_URL,
      gong: { accessKeySecret: GONG_ACCESS_KEY_SECRET },
    })
  })

  it('which must be there', () => {
    const [fault] = faultsOf({ DATABASE_URL_FILE: '/nowhere/secret' })
    expect(fault).toMatch(
      /^DATABASE_URL_FILE: expected a file that this process may read: .*ENOENT/,
    )
  })

  it('and in one way only', () => {
    expect(faultsOf({ DATABASE_URL, DATABASE_URL_FILE: fileOf(DATABASE_URL) })).toEqual([
      'DATABASE_URL_FILE: expected nothing, since DATABASE_URL came: unset one of the two',
    ])
  })
})

describe('the spool', () => {
  it('may take 10 GiB and leaves 256 MiB of the disk free unless told otherwise', () => {
    expect(read({}).spool).toEqual({ maxBytes: 10 * 1024 ** 3, minFreeBytes: 256 * 1024 ** 2 })
    const env = { TAMTAM_SPOOL_MAX_BYTES: '2000000', TAMTAM_MIN_FREE_BYTES: '0' }
    expect(read(env).spool).toEqual({ maxBytes: 2_000_000, minFreeBytes: 0 })
  })
})
