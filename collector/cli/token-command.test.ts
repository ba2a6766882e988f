import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { GeneratedKey } from './generate-key.js'
import { openTestCli } from './test-cli.js'

const SITE = { siteId: 'acme-www', origins: ['https://www.acme.com'] }
const ADA = ['--site', 'acme-www', '--kid', 'k-1', '--email', 'ada@example.org']

/** A site with one key of its own making. */
async function openWithKey(alg: string) {
  const maker = openTestCli()
  const made = await maker.run(
    'token',
    '--generate',
    maker.folder,
    '--kid',
    'k-1',
    '--alg',
    alg,
    '--json',
  )
  const { privateFile, setting } = JSON.parse(made.out) as GeneratedKey
  const config = { sites: [{ ...SITE, jwt: [setting] }] }
  return { ...openTestCli({ folder: maker.folder, config }), privateFile, setting }
}

describe('tamtam token', () => {
  it.each(['EdDSA', 'ES256', 'HS256'])(
    'signs by a key of %s that it made, and the collector takes it',
    async (alg) => {
      const { run, privateFile } = await openWithKey(alg)
      const { code, out, err } = await run('token', ...ADA, '--key', privateFile, '--minutes', '5')
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(decodeProtectedHeader(out)).toMatchObject({ alg, kid: 'k-1' })
    },
  )

  it('says all of it to programs', async () => {
    const { run, privateFile } = await openWithKey('EdDSA')
    const person = [
      '--name',
      'Ada',
      '--sub',
      'u-1',
      '--phone',
      '+44 20',
      '--anonymous-id',
      'a'.repeat(32),
    ]
    const { out } = await run('token', ...ADA, ...person, '--key', privateFile, '--json')
    expect(JSON.parse(out)).toMatchObject({
      claims: {
        iss: 'acme-www',
        email: 'ada@example.org',
        name: 'Ada',
        sub: 'u-1',
        phone_number: '+44 20',
        aid: 'a'.repeat(32),
        exp: NOON_MS / 1000 + 3600,
      },
      doubts: [],
    })
  })

  it('says that the collector would not take what another key signs', async () => {
    const { run } = await openWithKey('EdDSA')
    const other = await openWithKey('EdDSA')
    const { code, err } = await run('token', ...ADA, '--key', other.privateFile)
    expect(err).toContain('would not take it')
    expect(code).toBe(0)
  })

  it('fails for a kid that the site does not have, unless the algorithm is named', async () => {
    const { run, folder, privateFile } = await openWithKey('EdDSA')
    const unknown = [
      'token',
      '--site',
      'acme-www',
      '--kid',
      'k-2',
      '--email',
      'a@b.example',
      '--key',
      privateFile,
    ]
    expect(await run(...unknown)).toMatchObject({
      code: 1,
      err: expect.stringContaining('--kid: expected a key of site acme-www') as string,
    })
    expect(await run(...unknown, '--alg', 'EdDSA')).toMatchObject({ code: 0 })
    expect(await run('token', ...ADA, '--site', 'nope', '--key', privateFile)).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        '--site: expected a site of the configuration (acme-www), got "nope"',
      ) as string,
    })
    writeFileSync(join(folder, 'no.pem'), 'no key')
    expect(await run('token', ...ADA, '--key', join(folder, 'no.pem'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('--key: expected a key for EdDSA') as string,
    })
  })

  it.each([
    [['--site', 'acme-www'], '--site, --kid and --key are needed'],
    [['--site', 's', '--kid', 'k', '--key', 'f'], '--email or --phone is needed'],
    [[...ADA, '--key', 'f', '--minutes', '1441'], 'from 1 to 1440'],
    [[...ADA, '--key', 'f', '--alg', 'none'], 'Allowed choices are EdDSA, ES256, HS256'],
    [['--generate', 'x', '--kid', '../x'], '--kid is needed'],
    [[...ADA, '--email', 'notanemail'], "'notanemail' is invalid. Expected an address"],
    [
      [...ADA, '--anonymous-id', 'A'.repeat(32)],
      `'${'A'.repeat(32)}' is invalid. Expected a visitor's`,
    ],
  ])('%o is misuse', async (args, words) => {
    const { code, err } = await openTestCli().run('token', ...args)
    expect(err).toContain(words)
    expect(code).toBe(2)
  })
})

describe('a key that it makes', () => {
  it('is for ES256, as the examples for servers have it, unless another algorithm is named', async () => {
    const { run, folder } = openTestCli()
    const { out } = await run('token', '--generate', folder, '--kid', 'k-1', '--json')
    expect((JSON.parse(out) as GeneratedKey).setting.alg).toBe('ES256')
  })

  it('is readable by its owner alone, and never written over another', async () => {
    const { run, folder, privateFile, setting } = await openWithKey('ES256')
    expect(statSync(privateFile).mode & 0o777).toBe(0o600)
    expect(setting).toEqual({
      kid: 'k-1',
      alg: 'ES256',
      publicKeyFile: join(folder, 'k-1.public.pem'),
    })
    const before = readFileSync(privateFile, 'utf8')
    const { code, err } = await run('token', '--generate', folder, '--kid', 'k-1')
    expect(err).toContain('EEXIST')
    expect(code).toBe(1)
    expect(readFileSync(privateFile, 'utf8')).toBe(before)
  })
})
