import { createPublicKey, createSecretKey } from 'node:crypto'
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { createTokenJudge } from './judge-token.js'
import type { JwtKeyText } from './jwt-key.js'
import { aJwtKey } from './test-tokens.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const ADA = { email: 'ada@example.org' }

/** Judged as of an `identify` at noon that came at once. */
function judge(keys: JwtKeyText[], token: string, changes = {}) {
  const judged = { siteId: 'acme-www', anonymousId: VISITOR, occurredAtMs: NOON_MS }
  return createTokenJudge(keys)({ token, receivedAtMs: NOON_MS, ...judged, ...changes })
}
const refused = (reason: string) => ({ kind: 'refused', reason })

describe.each(['EdDSA', 'ES256', 'HS256'] as const)('a token signed by %s', (alg) => {
  it('proves the person in it', async () => {
    const { key, sign } = aJwtKey(alg)
    const person = { sub: 'u-1', ...ADA, name: 'Ada', phoneNumber: '+44 20' }
    expect(await judge([key], await sign({ person }))).toEqual({
      kind: 'passed',
      said: { personId: 'u-1', ...ADA, name: 'Ada', phoneNumber: '+44 20' },
    })
  })

  it("proves nobody by another's key", async () => {
    const { key } = aJwtKey(alg)
    const stranger = aJwtKey(alg)
    const verdict = await judge([key], await stranger.sign())
    expect(verdict).toMatchObject({ ...refused('identity_token_invalid'), said: ADA })
  })

  it('proves nobody once it was changed', async () => {
    const { key, sign } = aJwtKey(alg)
    const [head = '', , signature = ''] = (await sign()).split('.')
    const [, claims = ''] = (await sign({ person: { email: 'ceo@example.org' } })).split('.')
    const forged = await judge([key], [head, claims, signature].join('.'))
    expect(forged).toMatchObject(refused('identity_token_invalid'))
  })
})

describe('whose key and for whom', () => {
  it('each of two keys counts by its kid, so that one may go while the other comes', async () => {
    const [old, next] = [aJwtKey('EdDSA', { kid: 'old' }), aJwtKey('HS256', { kid: 'next' })]
    for (const { sign } of [old, next]) {
      expect(await judge([old.key, next.key], await sign())).toMatchObject({ kind: 'passed' })
    }
    expect(await judge([next.key], await old.sign())).toMatchObject(
      refused('identity_token_invalid'),
    )
  })

  it('a public key is no secret to sign by', async () => {
    const { key } = aJwtKey('EdDSA')
    if (key.alg === 'HS256') throw new Error('not a public key')
    const now = NOON_MS / 1000
    const token = await new SignJWT(ADA)
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .setIssuer('acme-www')
      .setAudience('tamtam')
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(createSecretKey(Buffer.from(key.publicKeyPem)))
    expect(await judge([key], token)).toMatchObject(refused('identity_token_invalid'))
  })

  it('nothing is proven without a signature', async () => {
    const { key } = aJwtKey()
    const token = new UnsecuredJWT(ADA)
      .setIssuer('acme-www')
      .setAudience('tamtam')
      .setIssuedAt(NOON_MS / 1000)
      .setExpirationTime(NOON_MS / 1000 + 60)
      .encode()
    expect(await judge([key], token)).toMatchObject(refused('identity_token_invalid'))
  })

  it('a key that the token brings along is not looked at', async () => {
    const { key } = aJwtKey()
    const stranger = aJwtKey('EdDSA')
    if (stranger.key.alg === 'HS256') throw new Error('not a public key')
    const jwk = createPublicKey(stranger.key.publicKeyPem).export({ format: 'jwk' })
    const [, claims = '', signature = ''] = (await stranger.sign()).split('.')
    const head = Buffer.from(JSON.stringify({ alg: 'EdDSA', jwk })).toString('base64url')
    expect(await judge([key], [head, claims, signature].join('.'))).toMatchObject(
      refused('identity_token_invalid'),
    )
  })

  it('another site is spoken for by its own keys alone', async () => {
    const [acme, beta] = [aJwtKey(), aJwtKey('EdDSA', { siteId: 'beta' })]
    const keys = [acme.key, beta.key]
    expect(await judge(keys, await beta.sign())).toMatchObject(refused('identity_token_invalid'))
    const issuedForBeta = await acme.sign({ siteId: 'beta' })
    expect(await judge(keys, issuedForBeta)).toMatchObject(refused('identity_token_invalid'))
  })

  it('a site without keys proves nothing and refuses nothing', async () => {
    expect(await judge([], await aJwtKey().sign())).toBeNull()
  })

  it('a token for one browser proves nothing in another', async () => {
    const { key, sign } = aJwtKey()
    const token = await sign({ anonymousId: VISITOR })
    expect(await judge([key], token)).toMatchObject({ kind: 'passed' })
    const foreign = await judge([key], token, { anonymousId: 'f'.repeat(32) })
    expect(foreign).toMatchObject(refused('identity_token_foreign'))
  })

  it('a token for no browser in particular serves two, and those for ever', async () => {
    const { key, sign } = aJwtKey()
    const judgeToken = createTokenJudge([key])
    const [token, another] = [await sign(), await sign()]
    const kindIn = async (letter: string, used = token) => {
      const anonymousId = letter.repeat(32)
      const times = { occurredAtMs: NOON_MS, receivedAtMs: NOON_MS }
      return (await judgeToken({ token: used, siteId: 'acme-www', anonymousId, ...times }))?.kind
    }
    expect([await kindIn('a'), await kindIn('b'), await kindIn('c')]).toEqual([
      'passed',
      'passed',
      'refused',
    ])
    expect([await kindIn('a'), await kindIn('b'), await kindIn('c', another)]).toEqual([
      'passed',
      'passed',
      'passed',
    ])
  })

  it('nor does one without jti serve more, however its signature is spelt', async () => {
    const { key, sign } = aJwtKey('HS256')
    if (key.alg !== 'HS256') throw new Error('not a secret')
    const claims = decodeJwt(await sign())
    delete claims.jti
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .sign(Buffer.from(key.secret))
    const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url')
    const last = token.at(-1) ?? ''
    const respelt = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .filter((letter) => letter !== last)
      .map((letter) => token.slice(0, -1) + letter)
      .find((each) =>
        signature.equals(Buffer.from(each.slice(each.lastIndexOf('.') + 1), 'base64url')),
      )
    const judgeToken = createTokenJudge([key])
    const kinds = []
    for (const [letter, used] of Object.entries({
      a: token,
      b: token,
      c: token,
      d: respelt ?? '',
    })) {
      const anonymousId = letter.repeat(32)
      const times = { occurredAtMs: NOON_MS, receivedAtMs: NOON_MS }
      kinds.push(
        (await judgeToken({ token: used, siteId: 'acme-www', anonymousId, ...times }))?.kind,
      )
    }
    expect(kinds).toEqual(['passed', 'passed', 'refused', 'refused'])
  })

  it.each([{ name: null }, { sub: 7 }, { phone_number: '' }])(
    'an odd claim costs no other: %o',
    async (odd) => {
      const { key, sign } = aJwtKey('HS256')
      if (key.alg !== 'HS256') throw new Error('not a secret')
      const token = await new SignJWT(Object.assign(decodeJwt(await sign()), odd))
        .setProtectedHeader({ alg: 'HS256', kid: key.kid })
        .sign(Buffer.from(key.secret))
      expect(await judge([key], token)).toMatchObject({ kind: 'passed', said: ADA })
    },
  )

  it.each([[{ sub: 'u-1' }], [{ name: 'Ada' }], [{ phoneNumber: '  ' }], [{ email: 'ada' }]])(
    'whom Gong could not match is nobody: %o',
    async (person) => {
      const { key, sign } = aJwtKey()
      expect(await judge([key], await sign({ person }))).toMatchObject(
        refused('identity_token_matchless'),
      )
    },
  )

  it.each(['', 'header.claims.signature', 'a.b', '{}', '..'])(
    'what is no token names nobody and throws nothing: %s',
    async (token) => {
      expect(await judge([aJwtKey().key], token)).toEqual({
        ...refused('identity_token_invalid'),
        said: null,
      })
    },
  )
})

describe('when it holds', () => {
  const at = (occurredAtMs: number, receivedAtMs = occurredAtMs) => ({ occurredAtMs, receivedAtMs })

  it.each([
    ['a minute past its end, as clocks differ', at(NOON_MS + HOUR_MS + 59_000), 'passed'],
    ['not longer', at(NOON_MS + HOUR_MS + 61_000), 'refused'],
    ['for what comes late and happened in time', at(NOON_MS, NOON_MS + 20 * HOUR_MS), 'passed'],
    ['as long as a page keeps it', at(NOON_MS, NOON_MS + DAY_MS + HOUR_MS), 'passed'],
    ['not for who says a past long gone', at(NOON_MS, NOON_MS + DAY_MS + 2 * HOUR_MS), 'refused'],
    ['before it was signed, as clocks differ', at(NOON_MS - 59_000), 'passed'],
    ['not as of a time to come', at(NOON_MS - 2 * HOUR_MS), 'refused'],
  ])('%s', async (_, changes, kind) => {
    const { key, sign } = aJwtKey()
    expect(await judge([key], await sign(), changes)).toMatchObject({ kind })
  })

  it('tells an end from a fault', async () => {
    const { key, sign } = aJwtKey()
    const verdict = await judge([key], await sign(), at(NOON_MS + DAY_MS))
    expect(verdict).toMatchObject({ ...refused('identity_token_expired'), said: ADA })
  })

  it('at most a day', async () => {
    const { key, sign } = aJwtKey()
    const day = await sign({ lifetimeSeconds: DAY_MS / 1000 })
    expect(await judge([key], day)).toMatchObject({ kind: 'passed' })
    const longer = await sign({ lifetimeSeconds: DAY_MS / 1000 + 1 })
    expect(await judge([key], longer)).toMatchObject(refused('identity_token_invalid'))
  })

  it.each(['iat', 'exp'])('not without %s', async (missing) => {
    const { key } = aJwtKey('HS256')
    if (key.alg !== 'HS256') throw new Error('not a secret')
    const now = NOON_MS / 1000
    const claims = { ...ADA, iss: 'acme-www', aud: 'tamtam', iat: now, exp: now + 60 }
    const token = await new SignJWT({ ...claims, [missing]: undefined })
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .sign(createSecretKey(Buffer.from(key.secret)))
    expect(await judge([key], token)).toMatchObject(refused('identity_token_invalid'))
  })
})
