import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anEvent, VISITOR } from '../wire/test-data.js'
import { readAll, temporaryFolder } from './store/test-store.js'
import { startProcess } from './test-process.js'

const KEY = 'key-of-demo-0123456789'
const ADA = { email: 'ada@analytical.example', crm: { objectType: 'CONTACT', objectId: '003A' } }
const WAIT = { timeout: 20_000, interval: 50 }

/** The built collector for the site `demo`, which seals at once. */
async function startWithKey() {
  const folder = temporaryFolder()
  const config = {
    sites: [{ siteId: 'demo', origins: ['http://localhost'], bots: 'keep' }],
    coalesce: { quietSeconds: 0.2 },
  }
  writeFileSync(join(folder, 'tamtam.config.json'), JSON.stringify(config))
  const process = await startProcess({ folder, env: { TAMTAM_SECRET_KEYS: `demo:${KEY}` } })
  const store = join(folder, 'data', 'store.db')
  return {
    ...process,
    interactions: () => readAll(store, 'SELECT state, reason, assurance, who FROM interactions'),
    ask: (path: string, body: unknown, method = 'POST') =>
      fetch(`http://127.0.0.1:${process.port}${path}`, {
        method,
        headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}

describe('what a server tells the running collector', () => {
  it('releases what was held of its visitor', async () => {
    const { post, ask, interactions, child, ended } = await startWithKey()
    expect(await post(anEvent('form_submit', { occurredAtMs: Date.now() }))).toBe(204)
    const held = { state: 'held', reason: 'identity_unknown' }
    await expect.poll(interactions, WAIT).toMatchObject([held])

    const told = await ask('/v1/identities', { visitor: { anonymousId: VISITOR }, person: ADA })
    expect(told.status).toBe(204)
    const pending = { state: 'pending', assurance: 'verified' }
    await expect.poll(interactions, WAIT).toMatchObject([pending])
    const [{ who } = { who: '' }] = (await interactions()) as { who: string }[]
    expect(JSON.parse(who)).toEqual({ kind: 'person', person: ADA })

    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('makes links that lead to the page under the name by which it was asked', async () => {
    const { ask, port } = await startWithKey()
    const answer = await ask('/v1/links', { url: 'http://localhost/offer', person: ADA })
    const { links } = (await answer.json()) as { links: { token: string; link: string }[] }
    const { token, link } = links[0] ?? { token: '', link: '' }
    expect(link).toBe(`http://127.0.0.1:${port}/l/${token}`)
    for (const method of ['GET', 'HEAD']) {
      const followed = await fetch(link, { method, redirect: 'manual' })
      expect(followed.status).toBe(302)
      expect(followed.headers.get('location')).toBe(`http://localhost/offer?tt=${token}`)
    }
  })

  it('is asked to come again while PostgreSQL is away, and beacons are taken all the same', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }
    const { post, port } = await startProcess({ env })
    const answer = await fetch(`http://127.0.0.1:${port}/l/${'t'.repeat(22)}`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await post()).toBe(204)
  })
})
