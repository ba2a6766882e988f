import { describe, expect, it } from 'vitest'
import { faultsOf, GONG, read } from './test-config.js'

describe('access to Gong', () => {
  it.each(Object.keys(GONG))('is all or nothing: %s is missed', (name) => {
    const faults = faultsOf({ ...GONG, [name]: '' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${name}: expected a value, since .* came; set it, or`))
  })

  it.each([
    'https://gong.example',
    'http://127.0.0.1:9000',
    'http://127.8.8.8',
    'http://localhost:9000',
    'http://[::1]:9000',
  ])('may be at %s', (url) => {
    expect(read({ ...GONG, GONG_API_BASE_URL: url }).gong).toMatchObject({ baseUrl: url })
  })

  it.each([
    'http://gong.example',
    'http://127.evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'ftp://gong.example',
    'gong.example',
    'https://gong.example?key=1',
    'https://:secret@gong.example',
  ])('may not be at %s', (url) => {
    const [fault] = faultsOf({ ...GONG, GONG_API_BASE_URL: url })
    expect(fault).toMatch(/^GONG_API_BASE_URL: expected an https address, or http on this machine/)
  })

  const OAUTH = {
    GONG_OAUTH_CLIENT_ID: 'client',
    GONG_OAUTH_CLIENT_SECRET: 'very-secret',
    GONG_OAUTH_REFRESH_TOKEN: 'token',
  }

  it('is by OAuth instead, at an address that Gong says', () => {
    expect(read(OAUTH).gong).toEqual({
      kind: 'oauth',
      oauthBaseUrl: 'https://app.gong.io',
      clientId: 'client',
      clientSecret: 'very-secret',
      refreshToken: 'token',
    })
  })

  it.each(Object.keys(OAUTH))('by OAuth is all or nothing as well: %s is missed', (name) => {
    const faults = faultsOf({ ...OAUTH, [name]: '' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${name}: expected a value, since .* came; set it, or`))
  })

  it('is not by an address alone', () => {
    const [fault] = faultsOf({ GONG_OAUTH_BASE_URL: 'https://app.gong.io' })
    expect(fault).toMatch(/^GONG_OAUTH_BASE_URL: expected GONG_OAUTH_CLIENT_ID, /)
  })

  it('is by one of the two and not by both', () => {
    const [fault] = faultsOf({ ...GONG, ...OAUTH })
    expect(fault).toMatch(/^GONG_OAUTH_CLIENT_ID: expected nothing, since GONG_API_BASE_URL and/)
  })

  it('never has its secrets printed', () => {
    const everything = [
      ...faultsOf({ ...GONG, PORT: 'x', GONG_API_BASE_URL: 'nonsense' }),
      ...faultsOf({ ...GONG, GONG_ACCESS_KEY: '' }),
      ...faultsOf({ ...GONG, GONG_API_BASE_URL: 'https://access-key:very-secret@gong.example' }),
    ].join('\n')
    expect(everything).toContain('GONG_API_BASE_URL')
    expect(everything).not.toMatch(/very-secret|access-key/)
  })
})
