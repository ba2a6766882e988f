import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineAction } from './action.js'
import { openTestConsole } from './test-console.js'
import { bearing, TOKENS, WITH_TOKENS } from './test-tokens.js'

const rename = defineAction({
  path: '/things/rename',
  scope: 'operate',
  body: z.object({ name: z.string().min(1).max(9) }),
  async act({ store }, { name }) {
    if (name === 'broken') throw new Error(`no ${name} for you@example.com`)
    return { name, isOpen: (await store.nowMs()) > 0 }
  },
  note: ({ name }) => (name === 'same' ? null : { action: 'rename', target: name }),
  View: ({ name }) => name,
})

const open = (env: Record<string, string> = {}) => openTestConsole({ pages: [rename], env })
const PATH = '/api/things/rename'
const OWN = { 'Tamtam-Console': '1' }

describe('something that the console changes', () => {
  it('answers a form of ours with words, in which nothing is markup', async () => {
    const { post } = await open()
    const answer = await post(PATH, { name: '<b>&"' })
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await answer.text()).toBe('&lt;b&gt;&amp;&quot;')
  })

  it('answers a program with JSON', async () => {
    const { ask } = await open()
    const answer = await ask(PATH, { method: 'POST', headers: OWN, body: '{"name":"<b>"}' })
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toEqual({ name: '<b>', isOpen: true })
  })

  it('is in the audit log by who, what and when, unless nothing was done', async () => {
    const { ask, post, rows, nowMs } = await open(WITH_TOKENS)
    const headers = bearing(TOKENS.operate)
    for (const name of ['same', 'new']) {
      await ask(PATH, { method: 'POST', headers, body: JSON.stringify({ name }) })
    }
    await post(PATH, { name: 'by nobody' })
    expect(await rows('audit')).toMatchObject([
      { actor: 'api:operate', action: 'rename', target: 'new', at_ms: nowMs() },
    ])
  })

  it.each([
    '',
    'null',
    '[]',
    '{"name":1}',
    '{"name":""}',
    '{"name":"0123456789"}',
    '{"__proto__":{"name":"x"}}',
    '{"name',
    '['.repeat(30_000) + ']'.repeat(30_000),
  ])('says what is wrong with %j and does nothing', async (body) => {
    const { ask, rows } = await open()
    const answer = await ask(PATH, { method: 'POST', headers: OWN, body })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'request_invalid' })
    expect(await rows('audit')).toEqual([])
  })

  it('is told nothing that a database refuses', async () => {
    const { ask, post, rows } = await open()
    const body = '{"name":"a\\u0000\\ud800"}'
    await ask(PATH, { method: 'POST', headers: OWN, body })
    await post(PATH, { name: 'b\u0000' })
    expect(await rows('audit')).toMatchObject([{ target: 'a\uFFFD\uFFFD' }, { target: 'b\uFFFD' }])
  })

  it('that fails tells nobody but the log why', async () => {
    const { post, lines, rows } = await open()
    const answer = await post(PATH, { name: 'broken' })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/you@|broken|at /)
    expect(lines).toMatchObject([{ event: 'console_failed', path: PATH }])
    expect(await rows('audit')).toEqual([])
  })

  it('waits for a store that is away', async () => {
    const { post, loseStore } = await open()
    loseStore()
    const answer = await post(PATH, { name: 'new' })
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { error: 'store_unavailable' },
    ])
    expect(answer.headers.get('retry-after')).toBe('5')
  })

  it('is no page: to look at it is 404', async () => {
    const { ask } = await open()
    expect((await ask(PATH)).status).toBe(404)
  })
})
