import { describe, expect, it } from 'vitest'
import { CALLS, type CallName, type GongCall } from './calls.js'
import { createGongClient } from './client.js'
import type { GongAnswer } from './gong-answer.js'
import type { SignIn } from './sign-in.js'
import { FULL } from './test-bodies.js'
import { ACCEPTED, HUNG_UP, scriptFetch, TIMED_OUT, type ScriptedAnswer } from './test-gong.js'

const INTERACTION = FULL['digital-interaction']
const KEY = {
  baseUrl: 'https://us-1.api.gong.example',
  accessKey: 'key',
  accessKeySecret: 'sécret',
}

function clientOf(...script: ScriptedAnswer[]) {
  const { fetch, calls } = scriptFetch(...script)
  return { client: createGongClient({ ...KEY, fetch, timeoutMs: 15_000 }), calls }
}

async function send(answer: ScriptedAnswer) {
  const { client, calls } = clientOf(answer)
  return { answer: await client.send({ name: 'digital-interaction', body: INTERACTION }), calls }
}

const answerOf = async (answer: ScriptedAnswer) => (await send(answer)).answer

describe('the call', () => {
  it('is one POST of the interaction, signed in by the access key', async () => {
    const { calls } = await send(ACCEPTED)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://us-1.api.gong.example/v2/digital-interaction',
      init: { method: 'POST' },
      body: INTERACTION,
    })
    const { headers } = calls[0] ?? {}
    expect(headers?.get('content-type')).toBe('application/json')
    const [scheme, credentials = ''] = headers?.get('authorization')?.split(' ') ?? []
    expect([scheme, Buffer.from(credentials, 'base64').toString()]).toEqual(['Basic', 'key:sécret'])
  })

  it.each(Object.keys(CALLS) as CallName[])('of %s has its own method and path', async (name) => {
    const { client, calls } = clientOf(ACCEPTED)
    // The body is of the same name; that much TypeScript does not follow.
    await client.send({ name, body: FULL[name] } as GongCall)
    const { method, path } = CALLS[name]
    const url = `https://us-1.api.gong.example${path}`
    expect(calls).toMatchObject([{ url, init: { method }, body: FULL[name] }])
  })

  it('that checks access reads and sends nothing', async () => {
    const { client, calls } = clientOf({ status: 200, body: { workspaces: [] } })
    expect(await client.checkAccess()).toMatchObject({ status: 200, isGongs: true })
    expect(calls).toMatchObject([
      { url: 'https://us-1.api.gong.example/v2/workspaces', init: { method: 'GET' } },
    ])
    expect(calls[0]?.init.body).toBeUndefined()
    expect(calls[0]?.headers.has('content-type')).toBe(false)
  })

  it('that checks writing is one that Gong refuses', async () => {
    const { client, calls } = clientOf({ status: 400, body: { errors: ['eventId is missing'] } })
    expect(await client.checkWriting()).toMatchObject({ status: 400, isGongs: true })
    expect(calls).toMatchObject([
      { url: 'https://us-1.api.gong.example/v2/digital-interaction', init: { body: '{}' } },
    ])
  })

  it('that checks engaging is one that Gong refuses', async () => {
    const { client, calls } = clientOf({ status: 400, body: { errors: ['contentId is missing'] } })
    expect(await client.checkEngaging()).toMatchObject({ status: 400, isGongs: true })
    const url = 'https://us-1.api.gong.example/v2/customer-engagement/content/viewed'
    expect(calls).toMatchObject([{ url, init: { method: 'PUT', body: '{}' } }])
  })

  it('follows no redirect, which would carry the key elsewhere', async () => {
    const location = { location: 'https://evil.example' }
    const { answer, calls } = await send({ status: 302, headers: location })
    expect(calls).toMatchObject([{ init: { redirect: 'manual' } }])
    expect(answer).toMatchObject({ kind: 'answer', status: 302 })
  })

  it('is given up in time', async () => {
    const { calls } = await send(ACCEPTED)
    expect(calls[0]?.init.signal).toBeInstanceOf(AbortSignal)
  })
})

describe('sign-in', () => {
  const bearer = (...away: GongAnswer[]) => {
    const forgotten: string[] = []
    const signIn: SignIn = {
      read: async () =>
        away[0]
          ? { kind: 'away', answer: away[0] }
          : { kind: 'signed-in', baseUrl: 'https://c-7.gong.example', authorization: 'Bearer t1' },
      onUnauthorized: async (authorization) => forgotten.push(authorization) > 0,
    }
    return { signIn, forgotten }
  }

  it('says where Gong is and by what we are let in', async () => {
    const { fetch, calls } = scriptFetch(ACCEPTED)
    const client = createGongClient({ ...bearer(), fetch, timeoutMs: 15_000 })
    await client.send({ name: 'digital-interaction', body: INTERACTION })
    expect(calls[0]?.url).toBe('https://c-7.gong.example/v2/digital-interaction')
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer t1')
  })

  it.each<GongAnswer>([
    { kind: 'timeout' },
    { kind: 'unreachable', fault: 'dns', cause: 'ENOTFOUND' },
  ])('that cannot be had is the answer, and nothing is sent: %o', async (answer) => {
    const { fetch, calls } = scriptFetch(ACCEPTED)
    const client = createGongClient({ ...bearer(answer), fetch, timeoutMs: 15_000 })
    expect(await client.send({ name: 'digital-interaction', body: INTERACTION })).toEqual(answer)
    expect(await client.checkAccess()).toEqual(answer)
    expect(calls).toEqual([])
  })

  it('is told of a 401 and of nothing else; the answer stays as it was', async () => {
    const { signIn, forgotten } = bearer()
    const unauthorized = { status: 401, body: { errors: ['revoked'] } }
    const { fetch } = scriptFetch({ status: 403 }, ACCEPTED, TIMED_OUT, unauthorized)
    const client = createGongClient({ signIn, fetch, timeoutMs: 15_000 })
    for (let at = 0; at < 3; at++) await client.checkAccess()
    expect(forgotten).toEqual([])
    expect(await client.checkAccess()).toMatchObject({ status: 401, errors: ['revoked'] })
    expect(forgotten).toEqual(['Bearer t1'])
  })

  it('is in no word of an answer', async () => {
    const { signIn } = bearer()
    const { fetch } = scriptFetch(
      { fails: new TypeError('"Bearer t1" is an invalid header value') },
      { status: 400, body: { errors: ['what is t1?'] } },
    )
    const client = createGongClient({ signIn, fetch, timeoutMs: 15_000 })
    expect(await client.checkAccess()).toMatchObject({
      cause: 'TypeError: "Bearer (secret)" is an invalid header value',
    })
    expect(await client.checkAccess()).toMatchObject({ errors: ['what is (secret)?'] })
  })
})

describe('what came back', () => {
  const nothing = {
    requestId: null,
    integrationId: null,
    errors: [],
    retryAfter: null,
    dateMs: null,
    isGongs: false,
  }

  it('is status, ids, errors, Retry-After and Date', async () => {
    const body =
      '{"requestId":"r-9","errors":["no title","no id"],"integrationId":9007199254740993}'
    const headers = { 'Retry-After': '120', Date: 'Tue, 17 Nov 2026 12:00:00 GMT' }
    expect(await answerOf({ status: 429, body, headers })).toEqual({
      kind: 'answer',
      status: 429,
      requestId: 'r-9',
      integrationId: '9007199254740993',
      errors: ['no title', 'no id'],
      retryAfter: '120',
      dateMs: Date.parse('2026-11-17T12:00:00.000Z'),
      isGongs: true,
    })
  })

  it.each([
    ["a proxy's page", '<html>Bad gateway</html>'],
    ['nothing', undefined],
    ['half of it', '{"requestId":"r'],
    ['another shape', '[{"requestId":"r-1"}]'],
    ['null', 'null'],
  ])('%s leaves the status alone to decide', async (_, body) => {
    const answer = await answerOf({ status: 502, ...(body !== undefined && { body }) })
    expect(answer).toEqual({ kind: 'answer', status: 502, ...nothing })
  })

  it.each(['5', 'yesterday', 'Tue, 99 Nov 2026 12:00:00 GMT'])(
    'a Date of %s is none',
    async (date) => {
      expect(await answerOf({ status: 200, headers: { date } })).toMatchObject({ dateMs: null })
    },
  )

  it('an odd key costs no other', async () => {
    const oddErrors = { requestId: 'r-1', errors: [{ message: 'no title' }] }
    expect(await answerOf({ status: 400, body: oddErrors })).toMatchObject({ requestId: 'r-1' })
    const oddId = { requestId: 7, integrationId: {}, errors: ['x'.repeat(3000)] }
    expect(await answerOf({ status: 400, body: oddId })).toMatchObject({ errors: oddId.errors })
  })

  it('is read up to 64 KiB and no further', async () => {
    const most = { requestId: 'r-1', padding: 'x'.repeat(65_000) }
    expect(await answerOf({ status: 200, body: most })).toMatchObject({ requestId: 'r-1' })
    const body = { requestId: 'r-1', padding: 'x'.repeat(64 * 1024) }
    expect(await answerOf({ status: 200, body })).toEqual({
      kind: 'answer',
      status: 200,
      ...nothing,
    })
  })

  it('is a time-out or an unreachable Gong, with the cause that fetch hides', async () => {
    expect(await answerOf(TIMED_OUT)).toEqual({ kind: 'timeout' })
    expect(await answerOf(HUNG_UP)).toEqual({
      kind: 'unreachable',
      fault: 'connection',
      cause: 'Error: read ECONNRESET',
    })
  })
})

describe("Gong's erasure of an address", () => {
  it('is one POST without a body, by its query', async () => {
    const { client, calls } = clientOf(ACCEPTED)
    expect(await client.eraseDataFor('ada+x@example.org')).toMatchObject({ status: 200 })
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      url: 'https://us-1.api.gong.example/v2/data-privacy/erase-data-for-email-address?emailAddress=ada%2Bx%40example.org',
      init: { method: 'POST' },
    })
    expect(calls[0]?.headers.get('content-type')).toBeNull()
  })
})

it('key and secret are in no word of an answer, as they were sent or as they are', async () => {
  const given = { accessKey: 'ACCESS-KEY-1', accessKeySecret: 'a:long+secret/1' }
  const basic = Buffer.from(`${given.accessKey}:${given.accessKeySecret}`).toString('base64')
  const errors = [`No user ${given.accessKey} with ${given.accessKeySecret} (${basic}).`]
  const { fetch } = scriptFetch({ status: 401, body: { requestId: 'r', errors } })
  const { baseUrl } = KEY
  const client = createGongClient({ baseUrl, ...given, fetch, timeoutMs: 1000 })
  expect(await client.checkAccess()).toMatchObject({
    errors: ['No user (secret) with (secret) ((secret)).'],
  })
})
