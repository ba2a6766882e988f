import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineAction } from './action.js'
import { openTestConsole } from './test-console.js'
import { definePage } from './page.js'

const things = definePage({
  path: '/things/:name',
  title: 'Things',
  liveSeconds: 4,
  async read({ param, query, nowMs }) {
    if (param('name') === 'none') return null
    if (param('name') === 'broken') throw new Error('column "secret" of you@example.com')
    if (param('name') === 'gone') {
      throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' })
    }
    return { name: param('name'), asked: query('q') ?? null, nowMs }
  },
  View: ({ data }) => `${data.name} ${data.asked ?? ''}`,
})

const list = definePage({
  path: '/list',
  title: 'List',
  read: async () => ({ names: ['=1+1', 'a,b'] }),
  View: ({ data }) => data.names.join(),
  csv: ({ names }) => ({ columns: ['name', 'n'], rows: names.map((name) => [name, -1]) }),
})

const open = () => openTestConsole({ pages: [things, list] })

/** A live page that takes a tenth of a second to read. */
async function openCounted() {
  let readings = 0
  const counted = definePage({
    path: '/counted',
    title: 'Counted',
    liveSeconds: 2,
    async read() {
      test.turn(100)
      return { n: ++readings }
    },
    View: ({ data }) => `${data.n}`,
  })
  const change = defineAction({
    path: '/change',
    scope: 'operate',
    body: z.object({}),
    act: async () => ({}),
    note: () => null,
    View: () => 'done',
  })
  const test = await openTestConsole({ pages: [counted, change] })
  return { ...test, readings: () => readings }
}

describe('a page', () => {
  it('is the same for people and for programs', async () => {
    const { page, json, nowMs } = await open()
    expect(await page('/things/a?q=b')).toContain('a b')
    expect(await json('/api/things/a?q=%20b ')).toEqual({ name: 'a', asked: 'b', nowMs: nowMs() })
  })

  it('shows whatever comes with its address as text', async () => {
    const { page } = await open()
    const given = '"><script>alert(1)</script>'
    const html = await page(`/things/${encodeURIComponent(given)}?q=${encodeURIComponent(given)}`)
    expect(html.match(/<script/g)).toHaveLength(4)
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('asks the store for nothing that a database refuses', async () => {
    const { json } = await open()
    expect(await json('/api/things/a%00?q=b%00%1Bc%0Ad')).toMatchObject({
      name: 'a\uFFFD',
      asked: 'b\uFFFD\uFFFDc\nd',
    })
  })

  it('that is live is read once for all who look at it, until somebody changes something', async () => {
    const { ask, json, post, turn, readings } = await openCounted()
    const both = await Promise.all([json('/api/counted'), json('/api/counted')])
    turn(1999)
    expect([...both, await json('/api/counted')]).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
    expect(await json('/api/counted?other')).toEqual({ n: 2 })
    expect((await ask('/counted')).status).toBe(200)
    expect(readings()).toBe(3)
    await post('/api/change', {})
    expect(await json('/api/counted')).toEqual({ n: 4 })
    turn(2000)
    expect(await json('/api/counted')).toEqual({ n: 5 })
  })

  it('that is live asks again by its own address, and for nothing else', async () => {
    const { page } = await open()
    const html = await page(`/things/a?q=${encodeURIComponent('" hx-get="//evil.example')}`)
    expect(html.match(/ hx-get="[^"]*"/g)).toEqual([
      ' hx-get="/things/a?q=%22%20hx-get%3D%22%2F%2Fevil.example"',
    ])
  })

  it('without what it is about is 404, and one that fails 500, which tell nothing', async () => {
    const { ask, lines } = await open()
    for (const [path, status, error] of [
      ['none', 404, 'not_found'],
      ['broken', 500, 'internal_error'],
      ['gone', 503, 'store_unavailable'],
    ] as const) {
      const program = await ask(`/api/things/${path}`)
      expect([program.status, await program.json()]).toMatchObject([status, { error }])
      const person = await ask(`/things/${path}`, { headers: { Accept: 'text/html' } })
      expect(person.status).toBe(status)
      expect(await person.text()).not.toMatch(/secret|you@|10\.0\.0\.7| {2}at |\.ts/)
    }
    const events = lines.map(({ event }) => event)
    expect([...new Set(events)]).toEqual(['console_failed', 'console_store_away'])
  })

  it('while the store is away says so, and when to ask again', async () => {
    const { ask, loseStore } = await open()
    loseStore()
    for (const path of ['/list', '/api/list', '/list.csv']) {
      const answer = await ask(path)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await answer.json()).toMatchObject({ error: 'store_unavailable' })
    }
    expect((await ask('/metrics')).status).toBe(200)
  })

  it('asked by HEAD says the same without a body', async () => {
    const { ask } = await open()
    const answer = await ask('/list', { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })
})

describe('a table for spreadsheets', () => {
  it('has no formulas, is a file, and whoever took it is noted', async () => {
    const { ask, rows } = await open()
    const answer = await ask('/list.csv')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="tamtam-list.csv"',
      'cache-control': 'no-store',
    })
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
    expect(parse(csv, { bom: true })).toEqual([
      ['name', 'n'],
      ["'=1+1", '-1'],
      ['a,b', '-1'],
    ])
    expect(await rows('audit')).toMatchObject([
      { actor: 'console:local', action: 'csv', target: '/list' },
    ])
  })
})
