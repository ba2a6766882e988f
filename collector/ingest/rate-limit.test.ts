import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { bodyOf, createTestApp, ORIGIN, refusalOf } from '../test-app.js'

const good = (changes = {}): string => bodyOf([anEvent('reset')], changes)

function createLimitedApp(changes = {}, trustedProxies: string[] = []) {
  let nowMs = NOON_MS
  const limits = {
    perAddressPerSecond: 1,
    perAddressBurst: 2,
    perSitePerSecond: 1000,
    identitiesPerAddressPerDay: 20,
  }
  const test = createTestApp({
    clock: () => nowMs,
    rateLimit: { ...limits, perSiteBurst: 1000, ...changes },
    trustedProxies,
  })
  const postFrom = (socketAddress: string | undefined, headers = {}, body = good()) =>
    test.post(body, headers, socketAddress === undefined ? {} : { socketAddress })
  const statusesFrom = async (...addresses: (string | undefined)[]) => {
    const statuses = []
    for (const address of addresses) statuses.push((await postFrom(address)).status)
    return statuses
  }
  return { ...test, postFrom, statusesFrom, turn: (ms: number) => (nowMs += ms) }
}

describe('an address', () => {
  const [ONE, OTHER] = ['203.0.113.9', '203.0.113.10'] as const

  it('that sends more than its burst is asked to wait, and others are not', async () => {
    const { postFrom, statusesFrom, spooled, turn } = createLimitedApp()
    expect(await statusesFrom(ONE, ONE, ONE, OTHER)).toEqual([204, 204, 429, 204])
    const answer = await postFrom(ONE)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After')
    expect(await refusalOf(answer)).toEqual([429, 'rate_limited_address'])
    expect(spooled()).toHaveLength(3)
    turn(1000)
    expect(await statusesFrom(ONE, ONE)).toEqual([204, 429])
  })

  it('is refused before its body is read', async () => {
    const { post, statusesFrom } = createLimitedApp()
    await statusesFrom(ONE, ONE)
    let pulled = 0
    const body = new ReadableStream(
      { pull: (controller) => controller.enqueue(new Uint8Array((pulled++, 1024))) },
      { highWaterMark: 0 },
    )
    const way = { socketAddress: ONE }
    expect(await refusalOf(post(body, {}, way))).toEqual([429, 'rate_limited_address'])
    expect(pulled).toBe(0)
  })

  it('of IPv6 counts by its /64', async () => {
    const { statusesFrom } = createLimitedApp()
    const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8::ffff:3', '2001:db8:0:1::1']
    expect(await statusesFrom(...addresses)).toEqual([204, 204, 429, 204])
  })

  it('of IPv4 is the same when it comes as IPv6', async () => {
    const { statusesFrom } = createLimitedApp()
    expect(await statusesFrom(ONE, `::ffff:${ONE}`, ONE)).toEqual([204, 204, 429])
  })

  it('that nobody knows, since its socket is gone, shares one bucket with its like', async () => {
    const { statusesFrom } = createLimitedApp()
    expect(await statusesFrom(undefined, undefined, undefined)).toEqual([204, 204, 429])
  })

  it.each(['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'CF-Connecting-IP', 'True-Client-IP'])(
    'cannot be invented in %s',
    async (name) => {
      const { postFrom } = createLimitedApp({}, ['10.0.0.0/8'])
      const statuses = []
      for (const last of [1, 2, 3]) {
        statuses.push((await postFrom(ONE, { [name]: `198.51.100.${last}` })).status)
      }
      expect(statuses).toEqual([204, 204, 429])
    },
  )

  it('is the one that a trusted proxy names', async () => {
    const { postFrom } = createLimitedApp({}, ['10.0.0.0/8'])
    const statusOf = async (forwardedFor: string) =>
      (await postFrom('10.0.0.1', { 'X-Forwarded-For': forwardedFor })).status
    expect([await statusOf(ONE), await statusOf(`1.1.1.1, ${ONE}`)]).toEqual([204, 204])
    expect(await statusOf(`2.2.2.2, ${ONE}, 10.0.0.7`)).toBe(429)
    expect(await statusOf(OTHER)).toBe(204)
  })

  it('is neither logged nor stored nor told', async () => {
    const { postFrom, lines, spooled } = createLimitedApp({}, ['10.0.0.0/8'])
    const said: string[] = []
    for (let count = 0; count < 4; count++) {
      said.push(await (await postFrom('10.0.0.1', { 'X-Forwarded-For': ONE })).text())
    }
    const written = JSON.stringify([lines, spooled(), said])
    expect(written).toContain('rate_limited_address')
    expect(written).not.toMatch(/203\.0\.113|10\.0\.0\.1/)
  })
})

describe('a site', () => {
  it('that gets more than its burst is refused, whoever sends, and others are not', async () => {
    const { post, lines } = createLimitedApp({ perSitePerSecond: 0.5, perSiteBurst: 2 })
    const from = (last: number, body = good(), origin = ORIGIN) =>
      post(body, { Origin: origin }, { socketAddress: `203.0.113.${last}` })
    expect([(await from(1)).status, (await from(2)).status]).toEqual([204, 204])
    const answer = await from(3)
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await refusalOf(answer)).toEqual([429, 'rate_limited_site'])
    expect((await from(4, good({ siteId: 'beta' }), 'https://beta.example')).status).toBe(204)
    expect(lines.at(-1)).toMatchObject({ reason: 'rate_limited_site', siteId: 'acme-www' })
  })
})

it('without limits nobody waits', async () => {
  const { statusesFrom } = createLimitedApp()
  const { post } = createTestApp({ rateLimit: false })
  expect(await statusesFrom('::1', '::1', '::1')).toContain(429)
  for (let count = 0; count < 300; count++) expect((await post(good())).status).toBe(204)
})
