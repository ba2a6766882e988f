import { expect, it } from 'vitest'
import { hashSecretKey } from '../lib/secret-keys.js'
import { read, SITE } from '../test-config.js'
import { showConfig } from './show-config.js'

const SECRETS = {
  GONG_ACCESS_KEY: 'access-key-of-ours',
  GONG_ACCESS_KEY_SECRET: 'secret-of-the-access-key',
  key: 'secret-key-of-the-site-7',
  reader: 'read-token-of-somebody',
  eraser: 'erase-token-of-somebody',
  password: 'word-of-the-database',
}
const ENV = {
  GONG_API_BASE_URL: 'https://us-1.api.gong.example',
  GONG_ACCESS_KEY: SECRETS.GONG_ACCESS_KEY,
  GONG_ACCESS_KEY_SECRET: SECRETS.GONG_ACCESS_KEY_SECRET,
  TAMTAM_SECRET_KEYS: `acme-www:${SECRETS.key}`,
  TAMTAM_ADMIN_TOKEN: `read:${SECRETS.reader} ${SECRETS.eraser}`,
  DATABASE_URL: `postgres://tamtam:${SECRETS.password}@db.internal/tamtam`,
}
const OAUTH = {
  GONG_OAUTH_CLIENT_ID: 'client-id',
  GONG_OAUTH_CLIENT_SECRET: 'secret-of-the-client',
  GONG_OAUTH_REFRESH_TOKEN: 'refresh-token-of-ours',
}

it('says what counts, defaults filled in', () => {
  expect(showConfig(read(ENV))).toMatchObject({
    sites: [{ siteId: 'acme-www', identity: 'labelled', hasSecretKey: true }],
    gong: { signIn: 'access key', baseUrl: 'https://us-1.api.gong.example' },
    listeners: { operators: { tokens: { read: 1, operate: 0, erase: 1 } } },
    coalesce: { quietSeconds: 120 },
    store: 'PostgreSQL, by DATABASE_URL',
  })
})

it('no secret is in it, and no hash of one', () => {
  const jwt = [{ kid: 'k', alg: 'HS256' as const, secretFile: 'signing.secret' }]
  const keys = [{ siteId: 'acme-www', kid: 'k', alg: 'HS256', text: 'secret-that-signs' }]
  const sites = [{ ...SITE, jwt }]
  const config = Object.assign(read(ENV, { sites }), { jwtKeys: keys })
  const shown = JSON.stringify([showConfig(config), showConfig(read(OAUTH))])
  const secrets = [
    ...Object.values(SECRETS),
    ...Object.values(OAUTH).slice(1),
    'secret-that-signs',
    'signing.secret',
  ]
  for (const secret of secrets) {
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(hashSecretKey(secret))
  }
})

it('whatever a configuration may come to hold is not shown before it is named here', () => {
  const config = Object.assign(read(ENV), { laterSecret: 'word-of-a-later-version' })
  expect(JSON.stringify(showConfig(config))).not.toContain('word-of-a-later-version')
})
