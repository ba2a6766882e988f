import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './store/test-store.js'
import { faultsOf, read } from './test-config.js'

const TOKEN = 'a-token-of-twenty-chars-and-more'

describe('the operator’s listener', () => {
  it('is on this machine alone, and takes no token, unless something else is said', () => {
    expect(read({}).admin).toEqual({ port: 8788, host: '127.0.0.1', tokens: [] })
  })

  it('is where it is said to be', () => {
    const env = {
      TAMTAM_ADMIN_PORT: '0',
      TAMTAM_ADMIN_HOST: '0.0.0.0',
      TAMTAM_ADMIN_TOKEN: `read:${TOKEN}-1, ${TOKEN}-2`,
    }
    const { admin } = read(env)
    expect(admin).toMatchObject({ port: 0, host: '0.0.0.0' })
    expect(admin.tokens.map(({ scope }) => scope)).toEqual(['read', 'erase'])
    expect(JSON.stringify(admin)).not.toContain(TOKEN)
  })

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('needs no token at %s', (host) => {
    expect(faultsOf({ TAMTAM_ADMIN_HOST: host })).toEqual([])
  })

  it.each(['0.0.0.0', '::', '10.0.0.5', '127.example.com'])('needs a token at %s', (host) => {
    expect(faultsOf({ TAMTAM_ADMIN_HOST: host })).toEqual([
      `TAMTAM_ADMIN_HOST: ${host} can be reached from other machines: set TAMTAM_ADMIN_TOKEN too (20 random characters or more), or unset TAMTAM_ADMIN_HOST`,
    ])
  })

  describe('is not opened to all where tokens were meant and none came', () => {
    const words = (name: string) =>
      `${name}: expected a token of 20 characters or more, got none: openssl rand -hex 20 makes one; unset ${name} for a console without tokens on this machine alone`

    it.each([' ', ',', '\n', ' ,\t\n'])('by %j', (value) => {
      for (const host of ['0.0.0.0', '127.0.0.1']) {
        const env = { TAMTAM_ADMIN_HOST: host, TAMTAM_ADMIN_TOKEN: value }
        expect(faultsOf(env)).toEqual([words('TAMTAM_ADMIN_TOKEN')])
      }
    })

    it.each(['', ' ', ',\n'])('by a file with %j in it', (text) => {
      const path = join(temporaryFolder(), 'token')
      writeFileSync(path, text)
      const env = { TAMTAM_ADMIN_HOST: '0.0.0.0', TAMTAM_ADMIN_TOKEN_FILE: path }
      expect(faultsOf(env)).toEqual([words('TAMTAM_ADMIN_TOKEN_FILE')])
    })

    it('and an empty variable is unset, as elsewhere', () => {
      expect(faultsOf({ TAMTAM_ADMIN_TOKEN: '' })).toEqual([])
      expect(faultsOf({ TAMTAM_ADMIN_TOKEN: '', TAMTAM_ADMIN_HOST: '0.0.0.0' })).toEqual([
        expect.stringMatching(/^TAMTAM_ADMIN_HOST: /),
      ])
    })
  })

  it.each([
    [
      'changeme',
      'token 1: expected at least 20 characters, got fewer: openssl rand -hex 20 makes one',
    ],
    [`${TOKEN},admin:${TOKEN}`, 'token 2: expected one of read, operate, erase before the colon'],
    [`${TOKEN}"`, 'token 1: expected letters, digits and -._~+/, got others too'],
  ])('refuses a token that is none, without showing it', (value, words) => {
    const faults = faultsOf({ TAMTAM_ADMIN_TOKEN: value })
    expect(faults).toEqual([`TAMTAM_ADMIN_TOKEN: ${words}`])
    expect(faults.join()).not.toContain(value)
  })
})
