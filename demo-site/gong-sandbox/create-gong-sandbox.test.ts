import { describe, expect, it } from 'vitest'
import { aFullInteraction, aSandbox } from './sandbox-for-tests.js'

const event = (eventId: string) => ({ ...aFullInteraction(), eventId })

describe('sign-in', () => {
  it.each([
    ['no header', undefined],
    ['a wrong secret', `Basic ${btoa('key:other')}`],
    ['a token', 'Bearer abc'],
  ])('is refused for %s and spends no quota', async (_name, authorization) => {
    const sandbox = aSandbox()
    const headers = { 'Content-Type': 'application/json', ...(authorization && { authorization }) }
    for (let n = 0; n < 5; n += 1) {
      const { status } = await sandbox.app.request('/v2/digital-interaction', {
        method: 'POST',
        headers,
        body: '{}',
      })
      expect(status).toBe(401)
    }
    expect(await sandbox.callNow(event('1'))).toMatchObject({ status: 200 })
  })
})

describe('the body', () => {
  it.each([
    ['another content type', 'text/plain', '{}', 'Content-Type'],
    ['what is not JSON', 'application/json', '{"eventId":', 'not JSON'],
  ])('is refused for %s', async (_name, contentType, body, words) => {
    const { app } = aSandbox()
    const headers = { 'Content-Type': contentType, Authorization: `Basic ${btoa('key:secret')}` }
    const response = await app.request('/v2/digital-interaction', { method: 'POST', headers, body })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(words)
  })
})

describe('the quota', () => {
  it('lets three calls through in any rolling second, whatever becomes of them', async () => {
    const sandbox = aSandbox()
    const statuses = []
    for (const [afterMs, body] of [
      [0, event('1')],
      [400, {}],
      [500, event('1')],
      [50, event('2')],
    ] as const) {
      sandbox.turnClock(afterMs)
      statuses.push((await sandbox.callNow(body)).status)
    }
    expect(statuses).toEqual([200, 400, 409, 429])
    expect(sandbox.summary().busiestSecond).toBe(4)
  })

  it('counts refused calls too, so that hammering on never gets through', async () => {
    const sandbox = aSandbox()
    for (let n = 0; n < 3; n += 1) await sandbox.callNow(event(`${n}`))
    for (let n = 3; n < 20; n += 1) {
      sandbox.turnClock(300)
      expect((await sandbox.callNow(event(`${n}`))).status).toBe(429)
    }
  })

  it('says when the next call of the day is granted, and grants it then', async () => {
    const sandbox = aSandbox({ callsPerDay: 2 })
    await sandbox.callNow(event('1'))
    sandbox.turnClock(3_600_000)
    await sandbox.callNow(event('2'))
    sandbox.turnClock(3_600_000)
    const { status, response } = await sandbox.callNow(event('3'))
    expect(status).toBe(429)
    const retryAfterSeconds = Number(response.headers.get('Retry-After'))
    expect(retryAfterSeconds).toBe(23 * 3600)

    sandbox.turnClock(retryAfterSeconds * 1000)
    expect((await sandbox.callNow(event('3'))).status).toBe(200)
  })
})

describe('the list of workspaces', () => {
  const list = { method: 'GET', path: '/v2/workspaces' }

  it('is answered to who is signed in, spends quota, and is logged', async () => {
    const sandbox = aSandbox({ callsPerDay: 1 })
    const { status, text } = await sandbox.send(undefined, list)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ requestId: 'request-1', workspaces: [{}] })
    expect(sandbox.calls()).toMatchObject([{ ...list, status: 200, requestId: 'request-1' }])
    expect(sandbox.accepted()).toEqual([])
    expect((await sandbox.send(event('1'))).status).toBe(429)
  })

  it('is refused to a stranger, and fails by the same faults', async () => {
    const sandbox = aSandbox()
    const stranger = { ...list, authorization: `Basic ${btoa('key:other')}` }
    expect((await sandbox.send(undefined, stranger)).status).toBe(401)
    sandbox.addFault({ kind: 'answer-403', count: 1 })
    expect((await sandbox.send(undefined, list)).status).toBe(403)
  })
})

describe('an eventId', () => {
  it('is accepted once and answered 409 from then on', async () => {
    const sandbox = aSandbox()
    expect((await sandbox.send(event('1'))).status).toBe(200)
    expect((await sandbox.send(event('1'))).status).toBe(409)
    expect(sandbox.interactions()).toHaveLength(1)
    expect(sandbox.summary()).toMatchObject({
      accepted: 1,
      duplicates: 1,
      conflictsWithOtherContent: 0,
    })
  })

  it('that comes again with another body is counted apart', async () => {
    const sandbox = aSandbox()
    await sandbox.send(event('1'))
    expect((await sandbox.send({ ...event('1'), device: 'PC' })).status).toBe(409)
    expect(sandbox.summary()).toMatchObject({ duplicates: 1, conflictsWithOtherContent: 1 })
    expect(sandbox.interactions()[0]?.body.device).toBe('MOBILE')
  })

  it('of a refused call can be used again', async () => {
    const sandbox = aSandbox()
    expect((await sandbox.send({ ...event('1'), device: 'TABLET' })).status).toBe(400)
    expect((await sandbox.send(event('1'))).status).toBe(200)
  })
})

describe('the most calls', () => {
  it('in a second and in a day are of all that came to Gong’s paths, whatever became of them', async () => {
    const sandbox = aSandbox({ callsPerSecond: 2 })
    const stranger = { authorization: 'Basic no' }
    await sandbox.callNow(event('1'))
    sandbox.turnClock(999)
    await sandbox.callNow(event('2'), stranger)
    await sandbox.callNow({}, { path: '/v2/nothing' })
    await sandbox.callNow(undefined, { method: 'GET', path: '/v2/workspaces' })
    await sandbox.app.request('/sandbox/summary')
    sandbox.turnClock(1000)
    await sandbox.callNow(event('3'))
    expect(sandbox.summary()).toMatchObject({ mostInOneSecond: 4, mostInOneDay: 5 })

    sandbox.turnClock(24 * 3_600_000 - 1)
    await sandbox.callNow(event('4'))
    expect(sandbox.summary()).toMatchObject({ mostInOneSecond: 4, mostInOneDay: 5, calls: 6 })
  })
})

describe('inspection', () => {
  it('gives back what was accepted and what became of each call', async () => {
    const sandbox = aSandbox()
    await sandbox.send(event('1'))
    await sandbox.send({ eventId: '2' })
    const get = async (path: string) => (await sandbox.app.request(path)).json()

    expect(await get('/sandbox/interactions')).toEqual([
      {
        call: 'digital-interaction',
        requestId: 'request-1',
        receivedAtMs: Date.parse('2026-11-20T12:00:01Z'),
        body: event('1'),
      },
    ])
    expect(await get('/sandbox/calls')).toMatchObject([
      { path: '/v2/digital-interaction', status: 200, eventId: '1', errors: [] },
      { path: '/v2/digital-interaction', status: 400, eventId: '2' },
    ])
    expect(await get('/sandbox/summary')).toMatchObject({
      accepted: 1,
      calls: 2,
      refusedByStatus: { 400: 1 },
    })
  })
})

describe('the erasure of an address', () => {
  const path = '/v2/data-privacy/erase-data-for-email-address'
  const to = (query: string) => ({ path: `${path}${query}` })

  it('is taken by its query, as often as it is asked for, and can be read back', async () => {
    const sandbox = aSandbox()
    const query = '?emailAddress=ada%2Bnews%40example.org'
    for (const requestId of ['request-1', 'request-2']) {
      expect(await sandbox.send(undefined, to(query))).toMatchObject({
        status: 200,
        text: JSON.stringify({ requestId }),
      })
    }
    expect(sandbox.erasures()).toEqual(Array<string>(2).fill('ada+news@example.org'))
    const read = await sandbox.app.request('/sandbox/erasures')
    expect(await read.json()).toEqual(sandbox.erasures())
    expect(JSON.stringify(sandbox.calls())).not.toContain('ada')
  })

  it('needs an address, a sign-in, and room in the quota', async () => {
    const sandbox = aSandbox({ callsPerDay: 1 })
    expect(await sandbox.send(undefined, to(''))).toMatchObject({ status: 400 })
    const address = to('?emailAddress=a@b.example')
    expect(await sandbox.send(undefined, { ...address, authorization: '' })).toMatchObject({
      status: 401,
    })
    expect(await sandbox.send(undefined, address)).toMatchObject({ status: 429 })
    expect(sandbox.erasures()).toEqual([])
  })
})
