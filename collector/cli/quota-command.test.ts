import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { readConfig } from '../config.js'
import { openStore } from '../store/store.js'
import { anAttempt, queueOne, sealOne } from '../store/test-outbox.js'
import { credentialOf } from '../open-gong.js'
import type { Quota } from '../operate/read-quota.js'
import { openTestCli } from './test-cli.js'

const HOUR_MS = 60 * 60 * 1000
const GONG = {
  GONG_API_BASE_URL: 'https://gong.example',
  GONG_ACCESS_KEY: 'k',
  GONG_ACCESS_KEY_SECRET: 's',
  GONG_CALLS_PER_DAY: '100',
}
/** 80 calls a day, of which 56 for normal and low, and 32 for low. */
const CONTENT = [{ match: '/pricing*', priority: 'high' }]

async function openBeside(given: Parameters<typeof openTestCli>[0] = {}) {
  const cli = openTestCli({ env: GONG, config: { content: CONTENT }, ...given })
  const store = await openStore(join(cli.folder, 'store.db'))
  onTestFinished(() => store.close())
  return { ...cli, store }
}

describe('tamtam quota', () => {
  it('tells what is spent by priority, what waits, and what becomes of it', async () => {
    const { run, store } = await openBeside()
    const spend = async (priority: 'high' | 'normal' | 'low', atMs: number, times: number) => {
      for (let count = 0; count < times; count++) await store.grantPermit(atMs, priority)
    }
    await spend('high', NOON_MS - 20 * HOUR_MS, 4)
    await spend('normal', NOON_MS - HOUR_MS / 2, 10)
    await spend('low', NOON_MS - HOUR_MS / 2, 3)
    await queueOne(store, {
      assurance: 'claimed',
      content: { priority: 'low' },
      nowMs: NOON_MS - 2 * HOUR_MS,
    })
    const quota = JSON.parse((await run('quota', '--json')).out) as Quota
    expect(quota).toMatchObject({
      gongsCallsPerDay: 100,
      callsPerDay: 80,
      lastHour: { high: 0, normal: 10, low: 3 },
      shares: { self_reported_share: { allowed: 16, used: 1 } },
      gong: { kind: 'called', blockedUntilMs: null, failures: 0, rateShare: 1 },
    })
    // At noon, four of the ten hours from 08:00 on: a quarter and 4/10 of the rest.
    expect(quota.priorities).toEqual({
      high: { allowed: 80, used: 4, usedWithLower: 17, released: 80, room: 63, waiting: NONE },
      normal: { allowed: 56, used: 10, usedWithLower: 13, released: 31, room: 18, waiting: NONE },
      low: {
        allowed: 32,
        used: 3,
        usedWithLower: 3,
        released: 18,
        room: 15,
        waiting: { interactions: 1, oldestSinceMs: NOON_MS - 2 * HOUR_MS },
      },
    })
    const { code, out } = await run('quota')
    expect(code).toBe(0)
    expect(out).toContain("80 of Gong's 100 calls in any 24 hours are ours, 3 a second.")
    expect(out).toContain('The business day is from 08:00 UTC to 18:00 UTC.')
    expect(out).toMatch(/^low +32 +3 +3 +18 +15 +1 +2 h$/m)
    expect(out).toMatch(
      /^Forecast: normal and low priority have no room from 14:00 UTC at the last hour's pace of 13 calls; what waits now is sent by 12:05 UTC\.$/m,
    )
    expect(out).toContain('Gong: is called as fast as its quota and the budget allow.')
    expect(out).not.toContain('█')
  })

  it('draws a bar for each priority on a screen', async () => {
    const { run, store } = await openBeside({ answer: true, env: GONG })
    for (let count = 0; count < 40; count++) await store.grantPermit(NOON_MS - 1, 'high')
    const { out } = await run('quota')
    expect(out).toContain(`high    ${'█'.repeat(25)}${'▒'.repeat(25)} 50 %`)
  })

  it('says that Gong is waited for, and slowed', async () => {
    const { run, store } = await openBeside()
    await store.writeDestination({
      blockedUntilMs: NOON_MS + 10 * 60_000,
      failures: 2,
      rateShare: 0.5,
      rateChangedAtMs: NOON_MS,
    })
    const { out } = await run('quota')
    expect(out).toContain(
      'Gong: no call before 12:10:00 UTC, so that it can recover; one call at a time after 2 failures; slowed to 50 % of 3 calls a second by its 429; that recovers by itself within 8 min.\nNext: tamtam doctor',
    )
  })

  it('says since when the sign-in is refused, and what to do next', async () => {
    const { run, store } = await openBeside()
    const { gong } = readConfig(GONG)
    if (!gong) throw new Error('a sign-in')
    await store.halt('of another', { reason: 'gong_unexpected', haltedAtMs: NOON_MS })
    const other = (await run('quota')).out
    expect(other).toContain('Gong: is called')
    expect(other).toContain('Halted for another sign-in since 12:00 UTC, gong_unexpected: ')
    expect(other).toContain('\nNext: start the collector with this one')
    const haltedAtMs = NOON_MS - 24 * HOUR_MS
    await store.halt(credentialOf(gong), { reason: 'gong_forbidden', haltedAtMs })
    const { out } = await run('quota')
    expect(out).toContain(
      'Gong: halted since 2026-11-16 12:00 UTC, nothing is sent. gong_forbidden: ',
    )
    expect(out).toContain('\nNext: tamtam doctor')
    expect(out).toContain('Forecast, were calls made: ')
  })

  it('says why calls fail, and to the second when the next is', async () => {
    const { run, store } = await openBeside()
    await queueOne(store)
    const claim = await store.claim({ nowMs: NOON_MS, leaseMs: 1, downTo: 'low' })
    if (!claim) throw new Error('no lane is due')
    const reason = 'gong_unavailable'
    await store.conclude(claim, {
      attempt: anAttempt({ outcome: 'retry', status: 503, reason }),
      conclusion: {
        state: 'retry',
        dueAtMs: NOON_MS,
        reason,
        failingSinceMs: NOON_MS,
        steppedOver: false,
      },
      nowMs: NOON_MS,
    })
    await store.writeDestination({
      blockedUntilMs: NOON_MS + 20_500,
      failures: 5,
      rateShare: 1,
      rateChangedAtMs: 0,
    })
    const { out } = await run('quota')
    expect(out).toContain('no call before 12:00:21 UTC')
    expect(out).toMatch(
      /^The last failure, of 12:00:00 UTC: gong_unavailable: Gong failed \(5xx\)\.\nNext: tamtam doctor$/m,
    )
  })

  it('counts what waits for room in a share, or of its person', async () => {
    const { run, store } = await openBeside()
    const hold = async (reason: 'self_reported_share' | 'tracked_share' | 'person_cap') =>
      store.holdForRoom(await sealOne(store), { reason, assurance: 'claimed', laneKey: 'x' })
    await hold('self_reported_share')
    await hold('self_reported_share')
    await hold('tracked_share')
    await hold('person_cap')
    const quota = JSON.parse((await run('quota', '--json')).out) as Quota
    expect(quota.shares).toMatchObject({
      self_reported_share: { allowed: 16, used: 0, room: 16, held: 2 },
      tracked_share: { held: 1 },
    })
    expect(quota.personCap).toEqual({ allowed: 50, held: 1 })
    const { out } = await run('quota')
    expect(out).toMatch(/^of it self-reported +16 +0 +16 +2$/m)
    expect(out).toMatch(/^of any one person +50 +1$/m)
  })

  it('says that a preview sends nothing', async () => {
    const { run } = await openBeside({ env: {} })
    const { out } = await run('quota')
    expect(out).toContain('Gong: a preview, nothing is sent')
    expect(out).toContain('nothing waits now')
  })
})

const NONE = { interactions: 0, oldestSinceMs: null }
