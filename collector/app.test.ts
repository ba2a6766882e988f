import { describe, expect, it } from 'vitest'
import { anEvent } from '../wire/test-data.js'
import { openTestApi } from './api/test-api.js'
import { createHealthApp } from './app.js'
import { createTestLogger } from './lib/test-logger.js'
import { bodyOf, createTestApp, ORIGIN } from './test-app.js'

const HASH = 'h'

const routesOf = ({ app }: Pick<ReturnType<typeof createTestApp>, 'app'>): string[] =>
  app.routes.map(({ method, path }) => `${method} ${path}`).sort()

describe('the public routes', () => {
  it('are these and no others: nothing that was sent can be read back', () => {
    expect(routesOf(createTestApp())).toEqual([
      'GET /healthz',
      'GET /readyz',
      `GET /tamtam-${HASH}.js`,
      'GET /tamtam.js',
      'GET /tamtam.json',
      'OPTIONS /v1/events',
      'POST /v1/events',
    ])
  })

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'QUERY'])(
    'a site key allows no %s of events',
    async (method) => {
      const { app, post } = createTestApp()
      await post(bodyOf([anEvent('reset')]))
      for (const path of ['/v1/events', '/v1/events/', '/v1/events?siteId=acme-www', '/v1']) {
        const answer = await app.request(path, { method, headers: { Origin: ORIGIN } })
        expect(answer.status).toBe(404)
      }
    },
  )
})

describe('the routes for servers and links', () => {
  it('are these and no others, and nothing that was told can be read back', async () => {
    const { app } = await openTestApi()
    expect(routesOf({ app })).toEqual([
      'DELETE /v1/links/:token',
      'GET /l/:token',
      'POST /v1/identities',
      'POST /v1/links',
      'POST /v1/shares',
    ])
  })
})

it('a process that takes no beacons serves its health alone', () => {
  const { logger } = createTestLogger()
  const app = createHealthApp({ parts: {}, logger })
  expect(routesOf({ app })).toEqual(['GET /healthz', 'GET /readyz'])
})

describe('paths of one’s own', () => {
  const paths = { script: '/assets/site.js', events: '/collect' }

  it('answer beside the usual ones', () => {
    expect(routesOf(createTestApp({ paths }))).toEqual([
      `GET /assets/site-${HASH}.js`,
      'GET /assets/site.js',
      'GET /healthz',
      'GET /readyz',
      `GET /tamtam-${HASH}.js`,
      'GET /tamtam.js',
      'GET /tamtam.json',
      'OPTIONS /collect',
      'OPTIONS /v1/events',
      'POST /collect',
      'POST /v1/events',
    ])
  })

  it('take beacons and share their limits with the usual ones', async () => {
    const limits = { perAddressPerSecond: 1, perAddressBurst: 2, identitiesPerAddressPerDay: 20 }
    const { post, spooled } = createTestApp({
      paths,
      rateLimit: { ...limits, perSitePerSecond: 9, perSiteBurst: 9 },
    })
    const statusAt = async (path: string) =>
      (await post(bodyOf([anEvent('reset')]), {}, { path })).status
    expect(await statusAt('/collect')).toBe(204)
    expect(await statusAt('/v1/events')).toBe(204)
    expect(await statusAt('/collect')).toBe(429)
    expect(spooled()).toHaveLength(2)
  })

  it('are asked before by preflights too', async () => {
    const { app } = createTestApp({ paths })
    const answer = await app.request('/collect', { method: 'OPTIONS', headers: { Origin: ORIGIN } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  })
})
