import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { ERROR_CODES } from '../lib/error-codes.js'
import { answerFault } from './answer-fault.js'

function appThatRefuses(issues?: string[]) {
  const app = new Hono()
  app.all('*', (c) => answerFault(c, 409, 'store_unavailable', { ...(issues && { issues }) }))
  return app
}

const HTML = { headers: { Accept: 'text/html,*/*' } }

it('a program gets code and words, whatever it accepts below /api', async () => {
  const app = appThatRefuses()
  for (const answer of [await app.request('/page'), await app.request('/api/page', HTML)]) {
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { error: 'store_unavailable', issues: [ERROR_CODES.store_unavailable] },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

it('a person gets the same on a page with one heading and a way on', async () => {
  const text = await (await appThatRefuses().request('/page', HTML)).text()
  expect(text).toContain(ERROR_CODES.store_unavailable)
  expect(text.match(/<h1>/g)).toHaveLength(1)
  expect(text).toContain('<a href="/">')
})

it('what is quoted of a request is text', async () => {
  const app = appThatRefuses(['name: <img src=x onerror=alert(1)> is "none"'])
  const text = await (await app.request('/page', HTML)).text()
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; is &quot;none&quot;')
})

it('a form of ours gets a piece of a page, in which what is quoted is text too', async () => {
  const app = appThatRefuses(['name: <img src=x>'])
  const headers = { 'HX-Request': 'true', Accept: '*/*' }
  const text = await (await app.request('/api/x', { method: 'POST', headers })).text()
  expect(text).toMatch(/^<div /)
  expect(text).toContain('name: &lt;img src=x&gt;')
})
