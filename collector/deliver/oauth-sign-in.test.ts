import { expect, it } from 'vitest'
import { aSandbox } from '../../demo-site/gong-sandbox/sandbox-for-tests.js'
import { createTestLogger } from '../lib/test-logger.js'
import { openGong } from '../open-gong.js'
import type { Store } from '../store/store.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce } from './deliver-once.js'
import { deliverTo } from './test-delivery.js'

const SECOND_MS = 1000
const HOUR_MS = 60 * 60 * SECOND_MS
const CLIENT = { clientId: 'client', clientSecret: 'client-secret' }
const ACCESS = {
  kind: 'oauth',
  oauthBaseUrl: 'https://app.gong.io',
  ...CLIENT,
  refreshToken: 'first-refresh-token',
} as const

/** Delivery by OAuth to a sandbox with the test's clock; `gong()` is one process more. */
async function deliverByOAuth() {
  const test = await deliverTo()
  const sandbox = aSandbox({
    clock: test.nowMs,
    oauth: {
      ...CLIENT,
      refreshToken: ACCESS.refreshToken,
      apiBaseUrl: 'https://us-1.api.gong.io',
      accessTokenSeconds: 24 * 60 * 60,
    },
  })
  const { logger, lines } = createTestLogger()
  const network: {
    /** What happens once while the next answer is on its way. */
    meanwhile?: (() => Promise<unknown>) | undefined
    /** Answers in the sandbox's place. */
    page?: string | undefined
  } = {}
  /** As the network: what is cut has no answer. */
  const fetchSandbox: typeof fetch = async (input, init) => {
    if (network.page !== undefined) return new Response(network.page)
    const cut = { incoming: { destroy: () => undefined }, outgoing: { destroy: () => undefined } }
    const response = await sandbox.app.request(input, init, cut) // The client gives text.
    const { meanwhile } = network
    network.meanwhile = undefined
    await meanwhile?.()
    if (response.headers.get('x-hono-already-sent') !== null) throw new TypeError('fetch failed')
    return response
  }
  const gong = (store: Store = test.store, access: typeof ACCESS | object = ACCESS) =>
    openGong({ ...ACCESS, ...access }, { store, fetch: fetchSandbox, timeoutMs: 15_000, logger })
  return {
    ...test,
    sandbox,
    lines,
    network,
    gong,
    deliver: (process = gong()) => deliverOnce({ ...test.deps, ...process, logger }),
  }
}

it('asks for a token once, calls where Gong says that its API is, and renews before it ends', async () => {
  const test = await deliverByOAuth()
  const process = test.gong()
  for (let hour = 0; hour < 50; hour++) {
    await queueOne(test.store, { nowMs: test.nowMs() })
    expect(await test.deliver(process)).toEqual({ kind: 'again' })
    test.turn(HOUR_MS)
  }
  expect(test.sandbox.interactions()).toHaveLength(50)
  expect(test.sandbox.summary()).toMatchObject({ tokensGiven: 3, refusedByStatus: {} })
})

it('the next refresh token outlives a restart, with the first still in the configuration', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  await test.deliver()
  test.turn(30 * HOUR_MS)
  const store = await test.reopen()
  await queueOne(store, { nowMs: test.nowMs() })
  const process = test.gong(store)
  await deliverOnce({ ...test.deps, ...process, store })
  expect(test.sandbox.interactions()).toHaveLength(2)
})

it('of several processes one renews, and the others use what it got', async () => {
  const test = await deliverByOAuth()
  const processes = [test.gong(), test.gong(), test.gong()]
  await Promise.all(processes.map((each) => each.signIn.read()))
  const signedIn = await Promise.all(processes.map((each) => each.signIn.read()))
  expect(signedIn.map(({ kind }) => kind)).toEqual(['signed-in', 'signed-in', 'signed-in'])
  expect(test.sandbox.summary()).toMatchObject({ tokensGiven: 1 })
})

it('a call that was under way while another process renewed is made again, and nothing halts', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  const [mine, other] = [test.gong(), test.gong()]
  await mine.signIn.read()
  const stale = await mine.signIn.read()
  test.turn(24 * HOUR_MS)
  await other.signIn.read()
  if (stale.kind !== 'signed-in') throw new Error(stale.kind)
  expect(await mine.signIn.onUnauthorized?.(stale.authorization)).toBe(true)
  await test.deliver(mine)
  expect(test.sandbox.interactions()).toHaveLength(1)
})

it('an access token that Gong ends before its time is renewed, and nothing halts', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  const process = test.gong()
  await process.signIn.read()
  test.turn(HOUR_MS)
  test.sandbox.addFault({ kind: 'answer-401', count: 1 })
  await test.deliver(process)
  expect(await test.rows('attempts')).toMatchObject([{ reason: 'gong_token_ended' }])
  test.turn(10 * SECOND_MS)
  await test.deliver(process)
  expect(test.sandbox.interactions()).toHaveLength(1)
  expect(test.sandbox.summary()).toMatchObject({ tokensGiven: 2 })
})

it('a new token that is refused as well halts', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  const process = test.gong()
  await process.signIn.read()
  test.turn(HOUR_MS)
  test.sandbox.addFault({ kind: 'answer-401', count: 3 })
  const kinds: string[] = []
  for (let count = 0; count < 3; count++) {
    kinds.push((await test.deliver(process)).kind)
    test.turn(10 * SECOND_MS)
  }
  expect(kinds).toEqual(['again', 'halt', 'halt'])
})

it('where Gong fails for a while it is asked again, and no permit is spent on it', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  test.sandbox.addFault({ kind: 'oauth-500', count: 1 })
  const process = test.gong()
  expect(await test.deliver(process)).toMatchObject({ kind: 'away' })
  expect(await test.rows('permits')).toEqual([])
  test.turn(60 * SECOND_MS)
  await test.deliver(process)
  expect(test.sandbox.interactions()).toHaveLength(1)
})

it('a successor that was lost in a crash is told plainly, and halts until somebody authorises anew', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  test.sandbox.addFault({ kind: 'oauth-reset-after-rotating', count: 1 })
  expect((await test.deliver()).kind).toBe('away')
  test.turn(60 * SECOND_MS)
  // Whoever was at it might store it yet.
  expect((await test.deliver()).kind).toBe('away')
  test.turn(60 * SECOND_MS)
  const halt = { kind: 'halt', reason: 'gong_sign_in_ended' }
  expect(await test.deliver()).toEqual(halt)
  expect(test.lines.some(({ msg }) => /successor is lost/.test(String(msg)))).toBe(true)
  expect(await test.deliver()).toEqual(halt)
  // Another refresh token in the configuration is another sign-in.
  const other = test.gong(test.store, { refreshToken: 'other' })
  expect((await test.deliver(other)).kind).not.toBe('again')
  expect(other.credential).not.toBe(test.gong().credential)
  expect(JSON.stringify(test.lines)).not.toMatch(/refresh-token|client-secret/)
})

/** The store, of which one verb fails once when that is due. */
function failing(store: Store, verb: 'storeTokens' | 'nowMs') {
  /** `isDone`: whether what was asked had been done when the connection broke. */
  const failover = { isDue: false, isDone: false }
  const afterwards = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (!failover.isDue) return ask()
    failover.isDue = false
    if (failover.isDone) await ask()
    throw new Error('terminating connection due to administrator command')
  }
  const verbs: Pick<Store, 'storeTokens' | 'nowMs'> = {
    storeTokens: (...words) => afterwards(() => store.storeTokens(...words)),
    nowMs: () => afterwards(() => store.nowMs()),
  }
  return { failover, store: { ...store, [verb]: verbs[verb] } }
}

it.each([
  ['storeTokens', false],
  ['storeTokens', true],
  ['nowMs', false],
] as const)(
  'a store whose %s fails after Gong has answered loses no successor; done before it failed: %s',
  async (verb, isDone) => {
    const test = await deliverByOAuth()
    await queueOne(test.store)
    const { failover, store } = failing(test.store, verb)
    const process = test.gong(store)
    test.network.meanwhile = async () => Object.assign(failover, { isDue: true, isDone })
    await expect(test.deliver(process)).rejects.toThrow('terminating connection')
    // Before the lease has ended: nothing is asked of Gong for it.
    expect(await test.deliver(process)).toEqual({ kind: 'again' })
    expect(test.sandbox.interactions()).toHaveLength(1)
    test.turn(24 * HOUR_MS)
    expect(await test.gong().signIn.read()).toMatchObject({ kind: 'signed-in' })
    expect(test.sandbox.summary()).toMatchObject({ tokensGiven: 2 })
  },
)

it('an access token is not used while it cannot be stored', async () => {
  const test = await deliverByOAuth()
  const { failover, store } = failing(test.store, 'storeTokens')
  const process = test.gong(store)
  for (let time = 0; time < 3; time++) {
    failover.isDue = true
    await expect(process.signIn.read()).rejects.toThrow('terminating connection')
  }
  expect(await process.signIn.read()).toMatchObject({ kind: 'signed-in' })
  expect(test.sandbox.summary()).toMatchObject({ tokensGiven: 1 })
})

it('who stands still past the lease stores the successor all the same, and who took over does not halt', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  const [first, taker] = [test.gong(), test.gong()]
  test.network.meanwhile = async () => {
    test.turn(31 * SECOND_MS)
    expect((await test.deliver(taker)).kind).toBe('away')
  }
  expect(await first.signIn.read()).toMatchObject({ kind: 'signed-in' })
  expect(await test.deliver(taker)).toEqual({ kind: 'again' })
  test.turn(24 * HOUR_MS)
  expect(await first.signIn.read()).toMatchObject({ kind: 'signed-in' })
  expect(await test.rows('halts')).toEqual([])
})

it('who is refused goes on with what another has stored meanwhile', async () => {
  const test = await deliverByOAuth()
  const [first, taker] = [test.gong(), test.gong()]
  let taken: ReturnType<typeof taker.signIn.read> | undefined
  let answerTaker = () => {}
  test.network.meanwhile = async () => {
    test.turn(31 * SECOND_MS)
    await new Promise<void>((isRefused) => {
      test.network.meanwhile = () => {
        isRefused()
        return new Promise<void>((resolve) => (answerTaker = resolve))
      }
      taken = taker.signIn.read()
    })
  }
  expect(await first.signIn.read()).toMatchObject({ kind: 'signed-in' })
  answerTaker()
  expect(await taken).toMatchObject({ kind: 'signed-in' })
})

it('another client secret goes on with the stored tokens, and is not halted by what halted the last', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  const before = test.gong()
  await before.signIn.read()
  const haltedAtMs = test.nowMs()
  await test.store.halt(before.credential, { reason: 'gong_unauthorized', haltedAtMs })
  expect((await test.deliver(before)).kind).toBe('halt')
  const after = test.gong(test.store, { clientSecret: 'rotated' })
  expect(await test.deliver(after)).toEqual({ kind: 'again' })
  expect(test.sandbox.interactions()).toHaveLength(1)
  expect(await test.rows('oauth_tokens')).toHaveLength(1)
})

it('a page of a proxy in place of a token is no halt', async () => {
  const test = await deliverByOAuth()
  await queueOne(test.store)
  test.network.page = '<html>sign in to the network</html>'
  expect((await test.deliver()).kind).toBe('away')
  test.network.page = undefined
  test.turn(60 * SECOND_MS)
  expect(await test.deliver()).toEqual({ kind: 'again' })
})

it('the successor in an answer that is of no other use outlives a failing store', async () => {
  const test = await deliverByOAuth()
  const { failover, store } = failing(test.store, 'storeTokens')
  const process = test.gong(store)
  test.network.page = JSON.stringify({ refresh_token: 'next-refresh-token' })
  failover.isDue = true
  await expect(process.signIn.read()).rejects.toThrow('terminating connection')
  expect(await process.signIn.read()).toMatchObject({ kind: 'refused' })
  expect(await test.rows('oauth_tokens')).toMatchObject([{ refresh_token: 'next-refresh-token' }])
})
