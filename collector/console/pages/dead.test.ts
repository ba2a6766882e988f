import { describe, expect, it } from 'vitest'
import { NOON_MS } from '../../../wire/test-data.js'
import type { Store } from '../../store/store.js'
import { anAttempt, queueOne, sealOne } from '../../store/test-outbox.js'
import { openTestConsole } from '../test-console.js'

/** Lets an interaction die of what Gong says. Returns its number. */
async function bury(store: Store, title: string, status: number | null = 400): Promise<number> {
  const interactionId = await queueOne(store, { content: { title } })
  const claim = await store.claim({ nowMs: NOON_MS, leaseMs: 1, downTo: 'low' })
  if (!claim) throw new Error('no lane is due')
  await store.keepRequest(claim, { call: 'digital-interaction', request: '{}' })
  const reason = status === 400 ? 'gong_rejected' : 'retries_exhausted'
  const conclusion = { state: 'dead', reason, detail: ['<b>contentTitle</b>: no'] } as const
  const attempt = anAttempt({ status, reason, outcome: 'dead' })
  await store.conclude(claim, { attempt, conclusion, nowMs: NOON_MS })
  return interactionId
}

async function openDead(given: Parameters<typeof openTestConsole>[0] = {}) {
  const test = await openTestConsole(given)
  const pricing = await bury(test.store, 'Pricing')
  const docs = await bury(test.store, 'Docs', null)
  const nobody = await sealOne(test.store)
  await test.store.bury(nobody, 'compose_failed', NOON_MS)
  return { ...test, pricing, docs, nobody }
}

describe('dead letters', () => {
  it("are counted by reason and listed with Gong's words", async () => {
    const { json, page, pricing } = await openDead()
    expect(await json('/api/dead?reason=gong_rejected')).toMatchObject({
      counts: [
        { reason: 'compose_failed' },
        {
          reason: 'gong_rejected',
          interactions: 1,
          words: expect.stringContaining('refused') as string,
        },
        { reason: 'retries_exhausted' },
      ],
      deadLetters: [
        {
          interactionId: pricing,
          title: 'Pricing',
          person: 'email:ada@example.org',
          gongsWords: ['<b>contentTitle</b>: no'],
        },
      ],
    })
    const text = await page('/dead')
    expect(text).toContain('&lt;b&gt;contentTitle&lt;/b&gt;: no')
    expect(text).not.toContain('<b>contentTitle')
    expect(await page('/dead?search=docs')).not.toContain('contentTitle">Pricing')
  })

  it('are a table for spreadsheets', async () => {
    const { ask, docs } = await openDead()
    const answer = await ask('/dead.csv?reason=retries_exhausted')
    expect(await answer.text()).toContain(`${docs},"2026-11-17T12:00:00.000Z","retries_exhausted",`)
  })
})

describe('putting back', () => {
  it('takes those that a form has ticked, says what became of each, and is audited', async () => {
    const { ask, store, pricing, docs, nobody } = await openDead()
    const fields = new URLSearchParams()
    for (const id of ['', pricing, docs, nobody]) fields.append('ids[]', String(id))
    const answer = await ask('/api/dead/redrive', {
      method: 'POST',
      headers: { 'Tamtam-Console': '1' },
      body: fields,
    })
    const text = await answer.text()
    expect(text).toContain('2 dead letters put back: 1 to be sent as before')
    expect(text).toContain(`1 cannot be put back`)
    expect(await store.countPending(9)).toBe(2)
    expect(await store.readAudit({ limit: 9 })).toMatchObject([
      {
        actor: 'console:local',
        action: 'redrive',
        target: `${pricing}, ${docs}`,
        detail: { sameCall: 1, composedAnew: 1 },
      },
    ])
  })

  it.each([
    [{ reason: 'gong_rejected' }, { sameCall: 0, composedAnew: 1 }],
    [{ all: true }, { sameCall: 1, composedAnew: 1, nobody: { interactions: 1 } }],
    [{ ids: [1, 77] }, { composedAnew: 1, notDead: [77] }],
  ])('takes %o of a program', async (body, done) => {
    const { ask } = await openDead()
    const answer = await ask('/api/dead/redrive', jsonOf(body))
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject(done)
  })

  it('of none that is ticked does nothing and says so', async () => {
    const { post, store } = await openDead()
    const answer = await post('/api/dead/redrive', { 'ids[]': '' })
    expect(await answer.text()).toContain('None was chosen')
    expect(await store.readAudit({ limit: 9 })).toEqual([])
  })

  it.each([{}, { all: true, reason: 'gong_rejected' }, { ids: ['x'] }, { all: false }, []])(
    'refuses %o',
    async (body) => {
      const { ask } = await openDead()
      const answer = await ask('/api/dead/redrive', jsonOf(body))
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: 'request_invalid' })
    },
  )

  it('is not offered, and not done, for who may only read', async () => {
    const token = 'r'.repeat(40)
    const { ask, store } = await openDead({ env: { TAMTAM_ADMIN_TOKEN: `read:${token}` } })
    const headers = { Authorization: `Bearer ${token}`, Accept: 'text/html' }
    const text = await (await ask('/dead', { headers })).text()
    expect(text).toMatch(/a token of the scope\s*<code>operate<\/code>/)
    expect(text).not.toContain('hx-post="/api/dead/redrive"')
    const given = jsonOf({ all: true })
    const answer = await ask('/api/dead/redrive', {
      ...given,
      headers: { ...given.headers, ...headers },
    })
    expect(answer.status).toBe(403)
    expect(await store.countPending(9)).toBe(0)
  })
})

function jsonOf(body: unknown) {
  const headers = { 'Tamtam-Console': '1', 'Content-Type': 'application/json' }
  return { method: 'POST', headers, body: JSON.stringify(body) }
}
