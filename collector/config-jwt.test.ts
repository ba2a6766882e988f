import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError, withJwtKeys } from './config.js'
import { temporaryFolder } from './store/test-store.js'
import { read, SITE } from './test-config.js'

const withSecret = (secretFile: string) =>
  read({}, { sites: [{ ...SITE, jwt: [{ kid: 'k-1', alg: 'HS256', secretFile }] }] })

it('the keys of sites are read from their files', () => {
  const secretFile = join(temporaryFolder(), 'secret')
  writeFileSync(secretFile, 's'.repeat(32))
  const { jwtKeys } = withJwtKeys(withSecret(secretFile))
  expect(jwtKeys).toMatchObject([{ kid: 'k-1', alg: 'HS256', secret: 's'.repeat(32) }])
})

it('a key that cannot be read is told with site, kid and file', () => {
  const config = withSecret('/nowhere/secret')
  expect(() => withJwtKeys(config)).toThrow(ConfigError)
  expect(() => withJwtKeys(config)).toThrow(/TAMTAM_CONFIG: site .*"k-1" \(HS256\) in \/nowhere/)
})
