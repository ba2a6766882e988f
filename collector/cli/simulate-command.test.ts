import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, NOON_MS, onPage } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { aSpooledBeacon, temporaryFolder } from '../store/test-store.js'
import type { Simulation } from './simulate/simulation.js'
import { openTestCli } from './test-cli.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
const PAGES = ['/pricing', '/blog/one', '/blog/two', '/docs']

/** A store in which, `daysAgo` before now, a visitor whom a trackingId names and one whom nobody knows viewed four pages. */
async function fillStore(folder: string, ...daysAgo: number[]): Promise<void> {
  const store = await openStore(join(folder, 'store.db'))
  for (const days of daysAgo) {
    for (const trackingId of [`t-${days}`, undefined]) {
      const anonymousId = `${trackingId ? 'a' : 'b'}${days}`.padEnd(32, '0')
      const startMs = NOON_MS - days * DAY_MS
      const views = PAGES.map((path, index) =>
        anEvent('page_view', {
          ...onPage(`https://www.acme.com${path}`, path),
          ...(trackingId && { trackingId }),
          sessionId: anonymousId,
          occurredAtMs: startMs + index * 1000,
        }),
      )
      await store.appendBeacons([
        aSpooledBeacon(views, { anonymousId, receivedAtMs: startMs + 5000 }),
      ])
    }
  }
  await store.close()
}

function writeRules(folder: string, content: object): string {
  const path = join(folder, 'other.json')
  const sites = [{ siteId: 'acme-www', origins: ['https://www.acme.com'] }]
  writeFileSync(path, JSON.stringify({ sites, ...content }))
  return path
}

const BLOG_IN_A_DIGEST = {
  content: [{ match: '/blog/*', priority: 'low', granularity: 'session' }],
}

describe('tamtam simulate', () => {
  it('tells calls, people and what is held by the present rules and by others', async () => {
    const { folder, run } = openTestCli()
    await fillStore(folder, 2, 1)
    const rules = writeRules(folder, BLOG_IN_A_DIGEST)
    const { code, out, err } = await run('simulate', '--rules', rules, '--days', '3', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { present, other, difference } = JSON.parse(out) as Simulation
    expect(present).toMatchObject({ events: 16, calls: 8, people: 2 })
    expect(present.callsByDay).toEqual([
      { day: '2026-11-15', calls: 4, high: 0, normal: 4, low: 0 },
      { day: '2026-11-16', calls: 4, high: 0, normal: 4, low: 0 },
    ])
    expect(present.withheld).toEqual([
      { state: 'held', reason: 'identity_unknown', priority: 'normal', interactions: 8 },
    ])
    expect(other.callsByPriority).toEqual({ high: 0, normal: 4, low: 2 })
    expect(difference).toMatchObject({ calls: -2, people: 0 })
  })

  it('lets what waits for its person go on another day, and gives up what is held for too long', async () => {
    const { folder, run } = openTestCli({ config: { hold: { days: 2 } } })
    const store = await openStore(join(folder, 'store.db'))
    const receive = (startMs: number, anonymousId: string, events: (own: object) => WireEvent[]) =>
      store.appendBeacons([
        aSpooledBeacon(events({ occurredAtMs: startMs }), {
          anonymousId: anonymousId.repeat(32),
          receivedAtMs: startMs + 1000,
        }),
      ])
    const startMs = NOON_MS - 6 * DAY_MS
    const sevenTimes = (own: object) => Array.from({ length: 7 }, () => anEvent('custom', own))
    const person = { email: 'ada@analytical.example' }
    await receive(startMs, 'a', (own) => [
      anEvent('identify', { ...own, person }),
      ...sevenTimes(own),
    ])
    await receive(startMs, 'b', sevenTimes)
    await receive(NOON_MS - DAY_MS, 'c', (own) => [anEvent('page_view', own)])
    await store.close()

    const rules = writeRules(folder, { budget: { maxPerPersonPerDay: 3 } })
    const { out } = await run('simulate', '--rules', rules, '--json')
    const { present, other } = JSON.parse(out) as Simulation
    expect(other.callsByDay.map(({ day, calls }) => [day, calls])).toEqual([
      ['2026-11-11', 3],
      ['2026-11-12', 3],
      ['2026-11-13', 1],
    ])
    expect(present.withheld).toContainEqual(
      expect.objectContaining({ state: 'shed', reason: 'hold_expired', interactions: 7 }),
    )
  })

  it('replays no more than the days that it is told', async () => {
    const { folder, run } = openTestCli()
    await fillStore(folder, 5, 3, 1)
    const rules = writeRules(folder, {})
    const simulate = async (days: string) => {
      const { out } = await run('simulate', '--rules', rules, '--days', days, '--json')
      return JSON.parse(out) as Simulation
    }
    expect((await simulate('2')).present).toMatchObject({ events: 8, calls: 4 })
    expect((await simulate('4')).present).toMatchObject({ events: 16, calls: 8 })
    expect((await simulate('9')).difference).toMatchObject({ calls: 0, people: 0, callsPerDay: 0 })
  })

  it('sends nothing, changes nothing and leaves nothing behind', async () => {
    const { folder, run } = openTestCli({ env: GONG })
    await fillStore(folder, 1)
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tamtam-simulate-'))
    const { code, out, progress } = await run('simulate', '--rules', writeRules(folder, {}))
    expect(code).toBe(0)
    expect(out).toContain('Nothing was sent.')
    expect(out).toMatch(/^people reached +1 +1 +0$/m)
    expect(progress.at(-1)).toBe('replaying by other.json: [####################] 100 %')
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('tamtam-simulate-'))
    expect(after).toEqual(before)
    const store = await openStore(join(folder, 'store.db'))
    expect(await store.readEventsAt('received', 100)).toHaveLength(8)
    expect(await store.countPending(1)).toBe(0)
    await store.close()
  })

  it('knows a visitor who said who they are before the days that are replayed', async () => {
    const { folder, run } = openTestCli()
    const store = await openStore(join(folder, 'store.db'))
    const visitor = { siteId: 'acme-www', anonymousId: 'c'.repeat(32) }
    const sinceMs = NOON_MS - 20 * DAY_MS
    const who = { kind: 'tracked', trackingId: 't-9' } as const
    const named = { whoKey: 'tracking:t-9', who, assurance: 'corroborated' } as const
    const fact = { kind: 'who', ...named } as const
    await store.keepFacts(visitor, [{ sessionId: 's', fact, firstMs: sinceMs, lastMs: NOON_MS }])
    await store.replaceAliases(visitor, [{ sinceMs, untilMs: null, ...named }])
    const view = anEvent('page_view', { occurredAtMs: NOON_MS - DAY_MS })
    await store.appendBeacons([
      aSpooledBeacon([view], { ...visitor, receivedAtMs: NOON_MS - DAY_MS }),
    ])
    await store.close()
    const { out } = await run('simulate', '--rules', writeRules(folder, {}), '--json')
    expect((JSON.parse(out) as Simulation).present).toMatchObject({ calls: 1, people: 1 })
  })

  it('fails where there is no store, no event or no such file, and makes none', async () => {
    const { folder, run } = openTestCli()
    const rules = writeRules(folder, {})
    expect(await run('simulate', '--rules', rules)).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'TAMTAM_DATA_DIR: expected the folder that a collector',
      ) as string,
    })
    expect(existsSync(join(folder, 'store.db'))).toBe(false)
    await fillStore(folder)
    expect(await run('simulate', '--rules', rules)).toMatchObject({
      code: 1,
      err: 'no event was received in the last 7 days',
    })
    const missing = join(temporaryFolder(), 'no.json')
    const { code, err } = await run('simulate', '--rules', missing)
    expect(err).toContain(`--rules: expected a JSON file, got ${missing}`)
    expect(code).toBe(1)
  })

  it('names each site that has events and is not in the other file', async () => {
    const { folder, run } = openTestCli()
    await fillStore(folder, 1)
    const sites = [{ siteId: 'other', origins: ['https://other.example'] }]
    const { code, err } = await run('simulate', '--rules', writeRules(folder, { sites }))
    expect(err).toMatch(/^--rules: .*other\.json has no site "acme-www", for which 8 of the/)
    expect(code).toBe(0)
  })

  it('says of a file with rules only that a whole one is needed', async () => {
    const { folder, run } = openTestCli()
    const rules = writeRules(folder, { sites: undefined, ...BLOG_IN_A_DIGEST })
    const { code, err } = await run('simulate', '--rules', rules)
    expect(err).toContain('--rules: a whole configuration file is needed, with its sites')
    expect(code).toBe(1)
  })

  it.each([
    [[], '--rules <file> is needed'],
    [['--rule', 'x'], "unknown option '--rule'"],
  ])('%o is misuse', async (args, words) => {
    const { code, err } = await openTestCli().run('simulate', ...args)
    expect(err).toContain(words)
    expect(code).toBe(2)
  })
})

const GONG = {
  GONG_API_BASE_URL: 'http://127.0.0.1:9',
  GONG_ACCESS_KEY: 'k',
  GONG_ACCESS_KEY_SECRET: 's',
}
