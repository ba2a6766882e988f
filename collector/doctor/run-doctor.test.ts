import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { digitalInteraction } from '../../demo-site/gong-sandbox/contract/digital-interaction.js'
import type { FaultRequest } from '../../demo-site/gong-sandbox/faults.js'
import { freePort } from '../../demo-site/free-port.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { openStore, type Store } from '../store/store.js'
import { openTestDoctor, TEST_SECRETS } from './test-doctor.js'

const HALTED_AT_MS = Date.parse('2026-11-17T11:00:00Z')

async function within<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(path)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe('doctor', () => {
  it('passes on all counts, in order, and takes two permits', async () => {
    const doctor = await openTestDoctor()
    const { reported, checks } = await doctor.run()
    expect(reported).toEqual([
      'pass configuration',
      'pass secrets',
      'pass data folder',
      'pass disk',
      'pass spool',
      'pass database',
      'skip OAuth',
      'pass base URL',
      'pass clock',
      'pass credentials',
      'skip engagement calls',
      'pass delivery',
    ])
    expect(checks.at(-1)?.found).toBe('not halted; 2 of our 8000 calls in 24 hours are spent')
    expect(doctor.sandbox.calls().map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/v2/workspaces 200',
      '/v2/digital-interaction 400',
    ])
    expect(doctor.sandbox.accepted()).toEqual([])
  })

  it('passes by OAuth, and keeps the next refresh token', async () => {
    const doctor = await openTestDoctor()
    for (const run of [1, 2]) {
      const { reported, find } = await doctor.run({ env: doctor.oauthEnv })
      expect(
        reported.filter((each) => each.startsWith('fail')),
        `run ${run}`,
      ).toEqual([])
      expect(find('OAuth')?.found).toBe(
        `an access token is there; Gong's API is at ${doctor.sandbox.url}`,
      )
      expect(find('credentials')?.status).toBe('pass')
    }
    expect(doctor.sandbox.summary()).toMatchObject({ tokensGiven: 1 })
  })

  it('uses no refresh token where nobody would keep the next one', async () => {
    const doctor = await openTestDoctor({ hasStore: false })
    const { find } = await doctor.run({ env: doctor.oauthEnv })
    expect(find('OAuth')).toMatchObject({
      status: 'skip',
      found: 'a refresh token can be used once, and there is no store to keep its successor',
    })
    expect(doctor.sandbox.calls()).toEqual([])
  })

  it('says what to do of a refresh token that was used', async () => {
    const doctor = await openTestDoctor()
    const env = { ...doctor.oauthEnv, GONG_OAUTH_REFRESH_TOKEN: 'another' }
    const { find } = await doctor.run({ env })
    expect(find('OAuth')).toMatchObject({
      status: 'fail',
      next: expect.stringContaining('Authorise anew') as string,
    })
    expect(find('credentials')).toMatchObject({ status: 'skip', found: 'there is no access token' })
  })

  it('needs no store before the first start, and makes none', async () => {
    const doctor = await openTestDoctor({ hasStore: false })
    const { find } = await doctor.run()
    expect(find('database')?.status).toBe('warn')
    expect(find('spool')?.status).toBe('skip')
    expect(find('credentials')?.status).toBe('pass')
    expect(find('delivery')).toMatchObject({
      status: 'skip',
      found: 'no collector has run here yet',
    })
    expect(existsSync(doctor.storePath)).toBe(false)
  })

  it('says what to set in a preview', async () => {
    const { run, env } = await openTestDoctor()
    const { reported, find } = await run({ env: { ...env, ...NO_GONG } })
    expect(reported.slice(-6)).toEqual([
      'skip OAuth',
      'skip base URL',
      'skip clock',
      'skip credentials',
      'skip engagement calls',
      'skip delivery',
    ])
    expect(find('credentials')?.next).toContain('set GONG_API_BASE_URL, GONG_ACCESS_KEY')
  })

  it('goes no further than a configuration that cannot be read, and names each fault', async () => {
    const { run, env } = await openTestDoctor()
    const { checks, reported } = await run({ env: { ...env, PORT: 'x', TAMTAM_LOG_LEVEL: 'y' } })
    expect(checks.slice(0, 2).map(({ found }) => found)).toEqual([
      'PORT: expected a whole number from 0 to 65535, got "x"',
      'TAMTAM_LOG_LEVEL: expected one of fatal, error, warn, info, debug, silent, got "y"',
    ])
    expect(reported.slice(2).every((each) => each.startsWith('skip'))).toBe(true)
  })
})

const NO_GONG = { GONG_API_BASE_URL: '', GONG_ACCESS_KEY: '', GONG_ACCESS_KEY_SECRET: '' }

describe('what Gong answers', () => {
  it('401 fails in the words of the catalogue', async () => {
    const { run, env } = await openTestDoctor()
    const { find } = await run({ env: { ...env, GONG_ACCESS_KEY_SECRET: 'wrong' } })
    expect(find('credentials')).toEqual({
      check: 'credentials',
      status: 'fail',
      found:
        'Gong\'s answer to GET /v2/workspaces: 401, "The access key or its secret is missing or wrong."',
      next: expect.stringMatching(
        /^Gong refused the credentials \(401\): check GONG_ACCESS_KEY/,
      ) as string,
    })
  })

  it('"revoked" fails as another region', async () => {
    const { run } = await openTestDoctor({
      faults: [{ kind: 'answer-401', count: 1, revoked: true }],
    })
    expect((await run()).find('credentials')).toMatchObject({
      status: 'fail',
      next: expect.stringContaining("in another region than the company's") as string,
    })
  })

  it('403 to reading alone passes: the key may lack that scope', async () => {
    const { run } = await openTestDoctor({ faults: [{ kind: 'answer-403', count: 1 }] })
    expect((await run()).find('credentials')?.status).toBe('pass')
  })

  it('403 to both fails, and names scope and address', async () => {
    const { run } = await openTestDoctor({ faults: [{ kind: 'answer-403', count: 2 }] })
    const credentials = (await run()).find('credentials')
    expect(credentials?.status).toBe('fail')
    expect(credentials?.found).toContain('403, "')
    expect(credentials?.next).toContain('api:digital-interactions:write')
    expect(credentials?.next).toContain('this machine itself has 127.0.0.1, which is private')
    expect(credentials?.next).toContain('checkip.amazonaws.com')
  })

  it('403 to writing alone is about the scope: the address was let in', async () => {
    const doctor = await openTestDoctor()
    let calls = 0
    const second: typeof fetch = (...args) => {
      calls += 1
      if (calls === 2) doctor.sandbox.addFault({ kind: 'answer-403', count: 1 })
      return fetch(...args)
    }
    const credentials = (await doctor.run({ fetch: second })).find('credentials')
    expect(credentials).toMatchObject({
      status: 'fail',
      next: 'give the key the scope api:digital-interactions:write, then run doctor again',
    })
  })

  it.each([
    ['a page of a proxy', { kind: 'answer-html', count: 1, status: 200 }, 'fail', 'no JSON'],
    ['400 to reading', { kind: 'answer-400', count: 1 }, 'fail', 'as no documented call does'],
    ['500', { kind: 'answer-500', count: 1 }, 'warn', 'Run doctor again later.'],
    [
      'a hang-up',
      { kind: 'reset-before-accepting', count: 1 },
      'fail',
      'connection to Gong failed',
    ],
  ] as const)('%s: what is said fits', async (_, fault, status, words) => {
    const { run } = await openTestDoctor({ faults: [fault] })
    const credentials = (await run()).find('credentials')
    expect(credentials).toMatchObject({ status, next: expect.stringContaining(words) as string })
  })

  it('429 holds for collectors too', async () => {
    const { run, storePath } = await openTestDoctor({
      faults: [{ kind: 'answer-429', count: 1, retryAfterSeconds: 3000 }],
    })
    const { reported } = await run()
    expect(reported.slice(-3)).toEqual([
      'warn credentials',
      'skip engagement calls',
      'warn delivery',
    ])
    const again = await run()
    expect(again.find('credentials')).toMatchObject({
      status: 'skip',
      found: expect.stringContaining('no call to Gong before') as string,
    })
    const { blockedUntilMs } = await within(storePath, (store) => store.readDestination())
    expect(blockedUntilMs).toBeGreaterThan(Date.now() + 2_000_000)
  })
})

describe('the way to Gong', () => {
  it('a name that is nobody’s fails, and Gong is not called', async () => {
    const { run, env, sandbox } = await openTestDoctor()
    const { find } = await run({ env: { ...env, GONG_API_BASE_URL: 'https://gong.invalid' } })
    expect(find('base URL')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('gong.invalid cannot be reached') as string,
      next: expect.stringContaining("Gong's name could not be resolved") as string,
    })
    expect(find('credentials')).toMatchObject({ status: 'skip', found: 'Gong cannot be reached' })
    expect(sandbox.calls()).toEqual([])
  })

  it('what cannot be made safe fails', async () => {
    const { run, env, sandbox } = await openTestDoctor()
    const url = sandbox.url.replace('http:', 'https:')
    expect((await run({ env: { ...env, GONG_API_BASE_URL: url } })).find('base URL')).toMatchObject(
      {
        status: 'fail',
        next: expect.stringContaining('could not be made safe (TLS)') as string,
      },
    )
  })

  it('a port where nobody listens fails', async () => {
    const { run, env } = await openTestDoctor()
    const url = `http://127.0.0.1:${await freePort()}`
    expect((await run({ env: { ...env, GONG_API_BASE_URL: url } })).find('base URL')).toMatchObject(
      {
        status: 'fail',
        next: expect.stringContaining('a firewall') as string,
      },
    )
  })

  it.each([
    [120_000, 'fail', 'ahead of'],
    [-120_000, 'fail', 'behind'],
    [10_000, 'warn', 'ahead of'],
  ])('a clock that is %i ms ahead: %s', async (aheadMs, status, words) => {
    const { run } = await openTestDoctor({ aheadMs })
    expect((await run()).find('clock')).toMatchObject({
      status,
      found: expect.stringContaining(words) as string,
    })
  })
})

describe('delivery that was halted', () => {
  it('goes on when Gong lets us in', async () => {
    const { run, storePath, credentialOf } = await openTestDoctor()
    const credential = credentialOf()
    await within(storePath, (store) =>
      store.halt(credential, { reason: 'gong_unauthorized', haltedAtMs: HALTED_AT_MS }),
    )
    expect((await run()).find('delivery')).toMatchObject({
      status: 'pass',
      found: expect.stringMatching(
        /^halted since 2026-11-17 11:00:00.000 UTC \(gong_unauthorized\), and resumed just now/,
      ) as string,
    })
    expect(await within(storePath, (store) => store.readHalt(credential))).toBeNull()
    expect((await run()).find('delivery')?.found).toMatch(/^not halted/)
  })

  it('stays halted while Gong does not', async () => {
    const { run, env, storePath, credentialOf } = await openTestDoctor()
    const wrong = { ...env, GONG_ACCESS_KEY_SECRET: 'wrong' }
    const credential = credentialOf(wrong)
    const halt = { reason: 'gong_unauthorized', haltedAtMs: HALTED_AT_MS } as const
    await within(storePath, (store) => store.halt(credential, halt))
    expect((await run({ env: wrong })).find('delivery')?.status).toBe('fail')
    expect(await within(storePath, (store) => store.readHalt(credential))).toEqual(halt)
  })

  it('is told of another sign-in, which is not resumed', async () => {
    const { run, storePath } = await openTestDoctor()
    const halt = { reason: 'gong_unauthorized', haltedAtMs: Date.now() - 1000 } as const
    const longAgo = { ...halt, haltedAtMs: 0 }
    await within(storePath, async (store) => {
      await store.halt('of long ago', longAgo)
      expect((await store.readHalts()).length).toBe(1)
    })
    const tell = async () => (await run()).checks.filter(({ check }) => check === 'delivery')
    expect(await tell()).toMatchObject([{ status: 'pass' }])
    await within(storePath, (store) => store.halt('of another', halt))
    expect(await tell()).toMatchObject([
      { status: 'pass' },
      {
        status: 'warn',
        found: expect.stringMatching(/^halted for another sign-in since .*unauthorized/) as string,
        next: expect.stringContaining('start the collector with this one') as string,
      },
    ])
    expect(await within(storePath, (store) => store.readHalt('of another'))).toEqual(halt)
  })

  it('is found beside a collector that has the store open', async () => {
    const { run, storePath, credentialOf } = await openTestDoctor()
    const credential = credentialOf()
    const collector = await openStore(storePath)
    await collector.halt(credential, { reason: 'gong_forbidden', haltedAtMs: HALTED_AT_MS })
    expect((await run()).find('delivery')?.status).toBe('pass')
    expect(await collector.readHalt(credential)).toBeNull()
    expect((await collector.readSpent(await collector.nowMs(), [])).inDay.high).toBe(2)
    await collector.close()
  })
})

describe('engagement calls', () => {
  const sites = [
    {
      siteId: 'acme-www',
      origins: ['https://www.acme.com'],
      ownDomains: ['acme.com'],
      engagementCalls: true,
    },
  ]

  /** Doctor of a site that has them on; the fault strikes the third call, by which they are tried. */
  async function openEngaging(fault?: FaultRequest) {
    const doctor = await openTestDoctor({ config: { sites } })
    let calls = 0
    const third: typeof fetch = (...args) => {
      calls += 1
      if (calls === 3 && fault) doctor.sandbox.addFault(fault)
      return fetch(...args)
    }
    return { ...doctor, run: () => doctor.run({ fetch: third }) }
  }

  it('are tried by one that Gong refuses, which takes a third permit', async () => {
    const { run, sandbox } = await openEngaging()
    const { find } = await run()
    expect(find('engagement calls')).toMatchObject({
      status: 'pass',
      found:
        'Gong lets this key make engagement calls (it refused an empty content viewed for what it is)',
    })
    expect(find('delivery')?.found).toBe('not halted; 3 of our 8000 calls in 24 hours are spent')
    expect(sandbox.calls().at(-1)).toMatchObject({
      path: '/v2/customer-engagement/content/viewed',
      status: 400,
    })
    expect(sandbox.accepted()).toEqual([])
  })

  it.each([
    ['403', { kind: 'answer-403', count: 1 }],
    ['404', { kind: 'answer-html', count: 1, status: 404 }],
  ] as const)('that are answered %s fail, and delivery is resumed', async (status, fault) => {
    const { run, storePath, credentialOf } = await openEngaging(fault)
    const credential = credentialOf()
    await within(storePath, (store) =>
      store.halt(credential, { reason: 'gong_forbidden', haltedAtMs: HALTED_AT_MS }),
    )
    const { find } = await run()
    expect(find('credentials')?.status).toBe('pass')
    expect(find('engagement calls')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining(`an empty content viewed: ${status}`) as string,
      next: ERROR_CODES.engagement_not_released,
    })
    expect(find('delivery')?.status).toBe('pass')
    expect(await within(storePath, (store) => store.readHalt(credential))).toBeNull()
  })

  it.each([
    ['401', { kind: 'answer-401', count: 1 }, 'fail', 'Gong refused the credentials'],
    ['500', { kind: 'answer-500', count: 1 }, 'warn', 'Run doctor again later.'],
  ] as const)('that are answered %s: what is said fits', async (_, fault, status, words) => {
    const { run } = await openEngaging(fault)
    const next = expect.stringContaining(words) as string
    expect((await run()).find('engagement calls')).toMatchObject({ status, next })
  })

  it('are not tried while Gong does not let us in', async () => {
    const { run, env, sandbox } = await openTestDoctor({ config: { sites } })
    const { find } = await run({ env: { ...env, GONG_ACCESS_KEY_SECRET: 'wrong' } })
    expect(find('engagement calls')).toMatchObject({
      status: 'skip',
      found: 'not asked: the credentials were not found good',
    })
    expect(sandbox.calls()).toHaveLength(1)
  })
})

describe('a test interaction', () => {
  it('arrives once, says what it is, and keeps the contract', async () => {
    const { run, sandbox } = await openTestDoctor()
    const { sent, find } = await run({ sendTo: 'ada@example.org' })
    const [arrived, ...more] = sandbox.interactions()
    expect(more).toEqual([])
    expect(arrived?.body).toMatchObject({
      eventType: 'test sent',
      sourceSystemName: 'Acme',
      content: { contentTitle: 'Tamtam test' },
      person: { email: 'ada@example.org' },
      customFields: [{ name: 'Test', value: 'sent by tamtam doctor' }],
    })
    expect(digitalInteraction.safeParse(arrived?.body).error).toBeUndefined()
    expect(sent).toEqual({ eventId: arrived?.body.eventId, requestId: arrived?.requestId })
    expect(find('test interaction')?.found).toContain(`requestId ${arrived?.requestId}`)
  })

  it('is not sent when Gong does not let us in', async () => {
    const { run, env, sandbox } = await openTestDoctor()
    const wrong = { ...env, GONG_ACCESS_KEY_SECRET: 'wrong' }
    const { sent, find } = await run({ env: wrong, sendTo: 'ada@example.org' })
    expect(sent).toBeNull()
    expect(find('test interaction')?.status).toBe('fail')
    expect(sandbox.interactions()).toEqual([])
  })

  it('is not repeated when its answer is lost', async () => {
    const { run, sandbox } = await openTestDoctor({
      faults: [{ kind: 'reset-after-accepting', count: 1, contentTitle: 'Tamtam test' }],
    })
    const { sent, find } = await run({ sendTo: 'ada@example.org' })
    expect(sent).toBeNull()
    expect(find('test interaction')).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('whether it arrived is not known') as string,
    })
    expect(sandbox.interactions()).toHaveLength(1)
  })
})

it('no secret is in any word of it, whatever fails', async () => {
  const { run, env, oauthEnv, folder, sandbox } = await openTestDoctor({
    faults: [
      {
        kind: 'answer-400',
        count: 1,
        errors: [`You sent ${TEST_SECRETS.accessKey} and ${TEST_SECRETS.accessKeySecret}`],
      },
    ],
  })
  writeFileSync(join(folder, 'key'), TEST_SECRETS.accessKeySecret)
  const fromFile = {
    ...env,
    GONG_ACCESS_KEY_SECRET: '',
    GONG_ACCESS_KEY_SECRET_FILE: join(folder, 'key'),
  }
  const noDatabase = {
    ...env,
    DATABASE_URL: `postgres://ada:${TEST_SECRETS.siteKey}@127.0.0.1:1/x`,
  }
  const said = []
  for (const given of [env, oauthEnv, fromFile, noDatabase, { ...env, PORT: 'x' }]) {
    said.push(await run({ env: given }))
  }
  sandbox.addFault({ kind: 'answer-403', count: 2 })
  said.push(await run())
  const text = JSON.stringify(said)
  for (const secret of Object.values(TEST_SECRETS)) expect(text).not.toContain(secret)
  expect(text).toContain('You sent (secret) and (secret)')
  expect(text).toContain('GONG_ACCESS_KEY_SECRET from a file')
  expect(text).toContain('the database at 127.0.0.1:1/x cannot be used')
})
