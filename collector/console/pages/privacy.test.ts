import { describe, expect, it } from 'vitest'
import type { Receipt } from '../../operate/erase-receipt.js'
import { aVisitOf } from '../../operate/test-people.js'
import { openTestConsole } from '../test-console.js'

const ADA = { by: 'email', value: 'Ada@example.org' }

async function openPrivacy(given: Parameters<typeof openTestConsole>[0] = {}) {
  const test = await openTestConsole(given)
  await aVisitOf('ada@example.org', test.store)
  return { ...test, audit: () => test.store.readAudit({ limit: 9 }) }
}

describe('privacy', () => {
  it('says what is kept, for how long, and by which key', async () => {
    const { json, page } = await openPrivacy()
    expect(await json('/api/privacy')).toMatchObject({
      kept: [{ what: 'events', days: 90, by: 'retention.eventDays' }, {}, {}, {}, {}],
      runs: [],
    })
    expect(await page('/privacy')).toContain('<td class="">90 days</td>')
  })

  it('says what retention has removed', async () => {
    const { store, page, nowMs } = await openPrivacy()
    const entry = { atMs: nowMs(), actor: 'collector', action: 'retain', target: '' }
    await store.keepAudit({ ...entry, detail: { events: 1200 } })
    expect(await page('/privacy')).toContain('events 1,200')
  })
})

describe('a person', () => {
  it('is found without anything being changed but the audit log, and what is found names only other names', async () => {
    const { post, rows, audit } = await openPrivacy()
    const text = await (await post('/api/privacy/find', ADA)).text()
    expect(text).toContain('Found, of 1 browser')
    expect(text).toMatch(/<td class="">events<\/td><td class="number">2<\/td>/)
    expect(await rows('events')).toHaveLength(2)
    const entries = await audit()
    expect(entries).toMatchObject([
      {
        actor: 'console:local',
        action: 'find',
        target: expect.stringMatching(/^[\w-]{20,}/) as string,
        detail: { by: 'email', browsers: 1 },
      },
    ])
    expect(JSON.stringify(entries)).not.toMatch(/ada@/i)
  })

  it('is erased, with a receipt that names nobody', async () => {
    const { post, rows, audit } = await openPrivacy()
    const text = await (await post('/api/privacy/erase', ADA)).text()
    expect(text).toContain('Erased')
    expect(await rows('events')).toEqual([])
    const entries = await audit()
    expect(entries).toMatchObject([
      { actor: 'console:local', action: 'erase', detail: { by: 'email', browsers: 1 } },
    ])
    expect(text + JSON.stringify(entries)).not.toMatch(/ada@/i)
  })

  it('is erased by programs too, which get the receipt as JSON', async () => {
    const { ask } = await openPrivacy()
    const answer = await ask('/api/privacy/erase', {
      method: 'POST',
      headers: { 'Tamtam-Console': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify(ADA),
    })
    expect(await answer.json()).toMatchObject({
      by: 'email',
      removed: { events: 2 },
      gongErasure: null,
    } satisfies Partial<Receipt>)
  })

  it('is handed out as a file, which the audit log has', async () => {
    const { post, audit } = await openPrivacy()
    const answer = await post('/api/privacy/export', ADA)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="person.json"')
    expect(await answer.json()).toMatchObject({
      person: { keys: ['email:ada@example.org'] },
      browsers: [{ events: [{ event: { type: 'identify' } }, { event: { type: 'page_view' } }] }],
    })
    expect(await audit()).toMatchObject([{ action: 'export', detail: { by: 'email', events: 2 } }])
  })

  it.each([
    [{ by: 'email', value: 'ada' }, 'value: expected an address such as ada@example.org'],
    [{ by: 'anonymousId', value: 'x' }, 'value: expected 32 hexadecimal digits'],
    [{ by: 'personId', value: '7' }, 'companyDomain: expected the domain of their company'],
    [{ by: 'phone', value: 'none' }, 'value: nobody can be known by it'],
  ])('that is named by %j is refused, with what was expected', async (fields, words) => {
    const { post } = await openPrivacy()
    for (const path of ['find', 'erase', 'export']) {
      const answer = await post(`/api/privacy/${path}`, fields)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain(words)
    }
  })
})

describe('a browser', () => {
  it('of a site that nobody knows is refused, and one of a site that is known is erased', async () => {
    const { post } = await openPrivacy()
    const browser = { by: 'anonymousId', value: 'a'.repeat(32) }
    for (const path of ['find', 'erase']) {
      const answer = await post(`/api/privacy/${path}`, { ...browser, siteId: 'nosuch' })
      expect(answer.status).toBe(409)
      expect(await answer.text()).toContain('nosuch')
    }
    const known = await post('/api/privacy/erase', { ...browser, siteId: 'acme-www' })
    expect(known.status).toBe(200)
  })
})

describe("Gong's own erasure", () => {
  const GONG = {
    GONG_API_BASE_URL: 'http://127.0.0.1:9',
    GONG_ACCESS_KEY: 'key',
    GONG_ACCESS_KEY_SECRET: 'secret',
  }

  it('is offered with what Gong documents of it, where there is a Gong', async () => {
    const { post } = await openPrivacy({ env: GONG })
    const text = await (await post('/api/privacy/find', ADA)).text()
    expect(text).toContain('Digital interactions and other engagement events')
    const preview = await openPrivacy()
    const none = await (await preview.post('/api/privacy/find', ADA)).text()
    expect(none).not.toContain('Digital interactions')
  })

  it('takes the address once more, and without it nothing is done', async () => {
    const { post, rows } = await openPrivacy({ env: GONG })
    const fields = { ...ADA, alsoAtGong: 'true', confirmEmail: 'eve@example.org' }
    const answer = await post('/api/privacy/erase', fields)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('expected the same address once more')
    expect(await rows('events')).toHaveLength(2)
  })

  it('that fails is said, and what was erased here stays erased', async () => {
    const { post, rows } = await openPrivacy({ env: GONG })
    const fields = { ...ADA, alsoAtGong: 'true', confirmEmail: 'ada@example.org' }
    const text = await (await post('/api/privacy/erase', fields)).text()
    expect(text).toContain('Gong has NOT taken the request to erase the address')
    expect(await rows('events')).toEqual([])
  })
})

it('who may only read is told which scope it takes, and is offered nothing', async () => {
  const token = 'r'.repeat(40)
  const { ask } = await openPrivacy({ env: { TAMTAM_ADMIN_TOKEN: `read:${token}` } })
  const headers = { Authorization: `Bearer ${token}`, Accept: 'text/html' }
  const text = await (await ask('/privacy', { headers })).text()
  expect(text).toContain('<code>erase</code>')
  expect(text).not.toContain('<form id="whom"')
})
