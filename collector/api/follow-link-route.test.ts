import { describe, expect, it } from 'vitest'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { createServerStore } from './server-store.js'
import { NoAnswer } from '../lib/thread-calls.js'
import { ADA, awayStore, DAY_MS, openTestApi } from './test-api.js'

const limits = { perAddressPerSecond: 1, perAddressBurst: 2 }

describe('who follows a link', () => {
  it('comes to its page with the token, and all else of the address as it was', async () => {
    const { app, makeLink } = await openTestApi()
    const token = await makeLink({ url: 'https://www.acme.com/proposal?v=2&q=a%20b+c#price' })
    const answer = await app.request(`/l/${token}`)
    expect(answer.status).toBe(302)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'no-store',
      location: `https://www.acme.com/proposal?v=2&q=a%20b+c&tt=${token}#price`,
      'x-robots-tag': 'noindex',
    })
  })

  it('may ask for the head alone', async () => {
    const { app, makeLink } = await openTestApi()
    const token = await makeLink()
    const answer = await app.request(`/l/${token}`, { method: 'HEAD' })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `https://www.acme.com/proposal?tt=${token}`,
    ])
  })

  it('is no visitor yet: a scanner that fetches it a thousand times is noted nowhere', async () => {
    const { app, makeLink, rows } = await openTestApi()
    const token = await makeLink()
    const headers = { 'User-Agent': 'Mozilla/5.0 (compatible; SafeLinks/1.0)' }
    for (let n = 0; n < 1000; n++) await app.request(`/l/${token}`, { headers })
    for (const table of ['link_visitors', 'events', 'identity_facts', 'interactions'] as const) {
      expect(await rows(table)).toEqual([])
    }
  })
})

describe('a link that has ended still leads to its page, without the token', () => {
  it('once it has expired', async () => {
    const { app, makeLink, turn } = await openTestApi()
    const path = `/l/${await makeLink({ expiresInDays: 1 })}`
    turn(DAY_MS - 1)
    expect((await app.request(path)).headers.get('location')).toContain('tt=')
    turn(1)
    expect((await app.request(path)).headers.get('location')).toBe('https://www.acme.com/proposal')
  })

  it('once it was taken back', async () => {
    const { app, makeLink, send } = await openTestApi()
    const token = await makeLink()
    await send(`/v1/links/${token}`, { method: 'DELETE' })
    const answer = await app.request(`/l/${token}`)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://www.acme.com/proposal',
    ])
  })
})

describe('a link to a page with a token of another', () => {
  it('brings its own alone, and none once it has ended', async () => {
    const { app, send, store } = await openTestApi()
    const token = 't'.repeat(22)
    const tokenHash = hashLinkToken(token)
    const link = { tokenHash, siteId: 'acme-www', url: 'https://www.acme.com/?tt=old&v=2' }
    const who = { person: ADA, personKey: `email:${ADA.email}` }
    await createServerStore(store).makeLinks([{ ...link, ...who, lifeMs: DAY_MS }])
    const location = async () => (await app.request(`/l/${token}`)).headers.get('location')
    expect(await location()).toBe(`https://www.acme.com/?v=2&tt=${token}`)
    await send(`/v1/links/${token}`, { method: 'DELETE' })
    expect(await location()).toBe('https://www.acme.com/?v=2')
  })
})

describe('a link that leads nowhere', () => {
  const NOWHERE = 'There is no such link: it may not have been copied whole.\n'

  it.each(['t'.repeat(22), 'short', 't'.repeat(65), '%00', '..%2f..'])(
    'is said in plain words: %s',
    async (token) => {
      const { app } = await openTestApi()
      const answer = await app.request(`/l/${token}`)
      expect([answer.status, await answer.text()]).toEqual([404, NOWHERE])
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    },
  )

  it.each([
    [
      'its page is no longer on the site’s origins',
      siteMap(aSite({ origins: ['https://acme.io'] })),
    ],
    ['its site is gone', siteMap(aSite({ siteId: 'other' }))],
  ])('is one of which %s', async (_, sites) => {
    const before = await openTestApi()
    const token = await before.makeLink()
    const { app } = await openTestApi({ sites, store: createServerStore(before.store) })
    expect((await app.request(`/l/${token}`)).status).toBe(404)
  })
})

describe('too many, or too early', () => {
  it('one address waits, whether or not the links are right', async () => {
    const { app, turn } = await openTestApi({ rateLimit: limits })
    const statuses = [1, 2, 3].map(async () => (await app.request(`/l/${'t'.repeat(22)}`)).status)
    expect(await Promise.all(statuses)).toEqual([404, 404, 429])
    turn(1000)
    expect((await app.request('/l/x')).status).toBe(404)
  })

  it('a store that is away asks to come again', async () => {
    const { app } = await openTestApi({ store: awayStore(new NoAnswer('not open')) })
    const answer = await app.request(`/l/${'t'.repeat(22)}`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.text()).toContain('try again in a moment')
  })
})
