import { describe, expect, it } from 'vitest'
import { VISITOR } from '../../wire/test-data.js'
import { ADA, BETA_KEY, KEY, NEXT_KEY, openTestApi, refusalOf } from './test-api.js'

const ada = { visitor: { anonymousId: VISITOR }, person: ADA }
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
const WRONG = bearer('wrong-key-0123456789')

describe('a secret key', () => {
  it('says for which site its owner speaks, also while two of them hold', async () => {
    const { tell, rows } = await openTestApi()
    for (const key of [KEY, NEXT_KEY, BETA_KEY]) {
      expect((await tell(ada, bearer(key))).status).toBe(204)
    }
    expect((await rows('known_people')).map(({ site_id }) => site_id)).toEqual(['acme-www', 'beta'])
  })

  it('fits a site that is named besides, and none but its own', async () => {
    const { tell } = await openTestApi()
    expect((await tell({ ...ada, siteId: 'acme-www' })).status).toBe(204)
    expect(await refusalOf(tell({ ...ada, siteId: 'beta' }))).toMatchObject({
      status: 403,
      error: 'secret_key_of_other_site',
    })
  })

  it.each([
    ['none', null],
    ['another scheme', `Basic ${KEY}`],
    ['a scheme alone', 'Bearer'],
    ['two words', `Bearer ${KEY} ${KEY}`],
  ])('%s is missing', async (_, authorization) => {
    const { tell } = await openTestApi()
    const answer = await tell(ada, { Authorization: authorization })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(await refusalOf(answer)).toMatchObject({ status: 401, error: 'secret_key_missing' })
  })

  it.each([KEY.slice(1), `${KEY}=`, KEY.toUpperCase()])('%s is none of ours', async (key) => {
    const { tell, rows } = await openTestApi()
    const answer = await tell(ada, bearer(key))
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(await refusalOf(answer)).toMatchObject({ status: 401, error: 'secret_key_unknown' })
    expect(await rows('known_people')).toEqual([])
  })

  it('opens nothing where no site has one', async () => {
    const { tell } = await openTestApi({ secretKeys: [] })
    expect(await refusalOf(tell(ada))).toMatchObject({ error: 'secret_key_unknown' })
  })

  it('is in no log', async () => {
    const { tell, lines } = await openTestApi()
    await tell(ada, WRONG)
    await tell({ ...ada, person: {} })
    expect(lines.map(({ reason }) => reason)).toEqual(['secret_key_unknown', 'request_invalid'])
    expect(JSON.stringify(lines)).not.toMatch(/wrong-key|key-of-acme|ada@/)
  })
})

describe('who guesses', () => {
  it('is told to wait after ten wrong keys, until some time has gone by', async () => {
    const { tell, turn } = await openTestApi()
    for (let n = 0; n < 10; n++) expect((await tell(ada, WRONG)).status).toBe(401)
    const answer = await tell(ada, WRONG)
    expect(answer.headers.get('retry-after')).toBe('10')
    expect(await refusalOf(answer)).toMatchObject({ status: 429, error: 'secret_key_guessed' })
    turn(10_000)
    expect((await tell(ada, WRONG)).status).toBe(401)
  })

  it('never locks out a right key that comes from the same address', async () => {
    const { tell } = await openTestApi()
    for (let n = 0; n < 11; n++) await tell(ada, WRONG)
    for (let n = 0; n < 30; n++) expect((await tell(ada)).status).toBe(204)
    expect((await tell(ada, WRONG)).status).toBe(429)
  })

  it('is told apart by the address that a trusted proxy names', async () => {
    const { app } = await openTestApi({ trustedProxies: ['10.0.0.1'] })
    const tellFrom = async (address: string, headers: Record<string, string>) => {
      const proxied = { ...headers, 'X-Forwarded-For': address, 'Content-Type': 'application/json' }
      const init = { method: 'POST', headers: proxied, body: JSON.stringify(ada) }
      const env = { incoming: { socket: { remoteAddress: '10.0.0.1' } } }
      return (await app.request('/v1/identities', init, env)).status
    }
    for (let n = 0; n < 11; n++) await tellFrom('203.0.113.1', WRONG)
    expect(await tellFrom('203.0.113.1', WRONG)).toBe(429)
    expect(await tellFrom('203.0.113.2', WRONG)).toBe(401)
  })
})

describe('a page', () => {
  it('is refused with a right key too, and no answer has CORS headers', async () => {
    const { send, rows } = await openTestApi()
    const Origin = 'https://www.acme.com'
    const answers = [
      await send('/v1/identities', { body: ada, headers: { Origin } }),
      await send('/v1/links', { body: ada, headers: { Origin } }),
      await send(`/v1/links/${'t'.repeat(22)}`, { method: 'DELETE', headers: { Origin } }),
      await send('/v1/identities', { method: 'OPTIONS', headers: { Origin } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 404])
    const names = answers.flatMap(({ headers }) => [...headers.keys()])
    expect(names.filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(await rows('known_people')).toEqual([])
  })
})
