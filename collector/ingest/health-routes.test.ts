import { expect, it } from 'vitest'
import { createTestApp } from '../test-app.js'

it('is ready while every part is up, and names what is not', async () => {
  let pipelineIsUp = true
  const { app } = createTestApp({ parts: { spool: () => true, pipeline: () => pipelineIsUp } })
  expect((await app.request('/readyz')).status).toBe(200)
  pipelineIsUp = false
  const answer = await app.request('/readyz')
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { status: 'not ready', missing: ['pipeline'] },
  ])
  expect((await app.request('/healthz')).status).toBe(200)
})

it('answers 404 with a code where there is nothing', async () => {
  const { app } = createTestApp()
  for (const path of ['/', '/v1/events', '/tamtam.js/', '/metrics']) {
    const answer = await app.request(path)
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: 'not_found' }])
  }
})

it('answers 500 with a code and logs why when it fails itself', async () => {
  const clock = () => {
    throw new Error('the clock has stopped')
  }
  const { post, lines } = createTestApp({ clock })
  const answer = await post('{}')
  expect([answer.status, await answer.json()]).toMatchObject([500, { error: 'internal_error' }])
  expect(lines).toMatchObject([
    { event: 'request_failed', err: { message: 'the clock has stopped' } },
  ])
})
