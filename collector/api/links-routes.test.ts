import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { hashLinkToken } from '../lib/hash-link-token.js'
import { NoAnswer } from '../lib/thread-calls.js'
import { ADA, awayStore, BETA_KEY, DAY_MS, openTestApi, refusalOf } from './test-api.js'

const wish = { url: 'https://www.acme.com/proposal?v=2#price', person: ADA }

interface Made {
  links: { token: string; link: string; expiresAt: string }[]
}

describe('a link', () => {
  it('is made for a person, and of its token only the hash is kept', async () => {
    const { send, rows } = await openTestApi()
    const answer = await send('/v1/links', { body: wish })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
    const { links } = (await answer.json()) as Made
    const token = links[0]?.token ?? ''
    expect(token).toMatch(/^[\w-]{22}$/)
    const expiresAt = new Date(NOON_MS + 90 * DAY_MS).toISOString()
    expect(links).toEqual([{ token, link: `http://localhost/l/${token}`, expiresAt }])
    const kept = await rows('links')
    expect(kept).toEqual([
      {
        token_hash: hashLinkToken(token),
        site_id: 'acme-www',
        url: wish.url,
        person: JSON.stringify(ADA),
        person_key: 'email:ada@analytical.example',
        made_at_ms: NOON_MS,
        expires_at_ms: NOON_MS + 90 * DAY_MS,
        revoked_at_ms: null,
        share_id: null,
      },
    ])
    expect(JSON.stringify(kept)).not.toContain(token)
  })

  it('begins with the public address where one is configured', async () => {
    const { send } = await openTestApi({ publicUrl: 'https://go.acme.com' })
    const { links } = (await (await send('/v1/links', { body: wish })).json()) as Made
    expect(links[0]?.link).toMatch(/^https:\/\/go\.acme\.com\/l\/[\w-]{22}$/)
  })

  it('may live shorter, and is one of a hundred at most', async () => {
    const { send, rows } = await openTestApi()
    const links = Array.from({ length: 100 }, () => ({ ...wish, expiresInDays: 0.5 }))
    const { links: made } = (await (await send('/v1/links', { body: { links } })).json()) as Made
    expect(new Set(made.map(({ token }) => token)).size).toBe(100)
    expect(await rows('links')).toHaveLength(100)
    expect(made[99]?.expiresAt).toBe(new Date(NOON_MS + DAY_MS / 2).toISOString())
    expect((await send('/v1/links', { body: { links: [...links, wish] } })).status).toBe(400)
  })

  it.each([
    [{ ...wish, expiresInDays: 91 }, 'must be at most 90'],
    [{ ...wish, expiresInDays: 0 }, 'expiresInDays: '],
    [{ ...wish, expiresIn: 3 }, 'unknown key "expiresIn"'],
    [{ ...wish, person: { name: 'Ada' } }, 'person: must have an email'],
    [{ url: wish.url }, 'person: '],
    [{ links: [wish, { person: ADA }] }, 'links.1.url: '],
    [{ ...wish, url: 'https://www.acme.com/?a=1&tt=old' }, 'url: must not have a tt'],
    [{ ...wish, url: `https://www.acme.com/${'x'.repeat(2048)}` }, 'url: '],
  ])('%j is refused', async (body, issue) => {
    const { send, rows } = await openTestApi()
    const { status, issues } = await refusalOf(send('/v1/links', { body }))
    expect(status).toBe(400)
    expect(issues.join()).toContain(issue)
    expect(await rows('links')).toEqual([])
  })

  it.each([
    'https://evil.example/',
    'https://www.acme.com.evil.example/',
    'https://www.acme.com@evil.example/',
    'https://user:password@www.acme.com/',
    'https://www.acme.com:8443/',
    'http://www.acme.com/',
    '//www.acme.com/',
    '/proposal',
    'javascript:alert(1)//https://www.acme.com/',
    'https://beta.example/',
  ])('leads nowhere but to the site’s own pages: not to %s', async (url) => {
    const { send } = await openTestApi()
    const { issues } = await refusalOf(send('/v1/links', { body: { ...wish, url } }))
    expect(issues).toEqual([
      "url: must be an address of the site's own: https://www.acme.com, https://acme.com",
    ])
  })

  it('waits for the store', async () => {
    const { send } = await openTestApi({ store: awayStore(new NoAnswer('not open')) })
    expect((await send('/v1/links', { body: wish })).status).toBe(503)
  })
})

describe('a link that is taken back', () => {
  it('names nobody from then on, and to take it back again changes nothing', async () => {
    const { makeLink, send, rows, turn } = await openTestApi()
    const path = `/v1/links/${await makeLink()}`
    turn(1000)
    expect((await send(path, { method: 'DELETE' })).status).toBe(204)
    turn(1000)
    expect((await send(path, { method: 'DELETE' })).status).toBe(204)
    expect(await rows('links')).toMatchObject([{ revoked_at_ms: NOON_MS + 1000 }])
  })

  it('has to be one, and of this site', async () => {
    const { makeLink, send, rows } = await openTestApi()
    const token = await makeLink()
    const headers = { Authorization: `Bearer ${BETA_KEY}` }
    for (const [path, init] of [
      [`/v1/links/${token}`, { headers }],
      [`/v1/links/${'t'.repeat(22)}`, {}],
      ['/v1/links/short', {}],
    ] as const) {
      const refusal = await refusalOf(send(path, { method: 'DELETE', ...init }))
      expect(refusal).toMatchObject({ status: 404, error: 'link_unknown' })
    }
    expect(await rows('links')).toMatchObject([{ revoked_at_ms: null }])
  })
})
