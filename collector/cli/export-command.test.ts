import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { aVisitOf } from '../operate/test-people.js'
import { stitch } from '../stitch/test-stitch.js'
import { openSqliteFile } from '../store/driver.js'
import { aLink } from '../store/test-links.js'
import { openStore } from '../store/store.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestCli } from './test-cli.js'

const BOBS = 'e'.repeat(32)

async function openBeside() {
  const cli = openTestCli()
  const store = await openStore(join(cli.folder, 'store.db'), { clock: () => NOON_MS })
  onTestFinished(() => store.close())
  await aVisitOf('ada@example.org', store)
  await aVisitOf('bob@example.org', store, BOBS)
  return { ...cli, store, export: (...args: string[]) => cli.run('export', ...args) }
}

describe('tamtam export', () => {
  it("prints one person's data as one JSON document, and nobody else's", async () => {
    const { export: run, store } = await openBeside()
    await store.makeLinks([aLink()])
    const failed = { index: 0, reason: 'event_invalid' as const, detail: 'no', body: '{"x":1}' }
    await store.appendBeacons([aSpooledBeacon([], { failedEvents: [failed] })])
    const { code, out, err } = await run('--email', 'ADA@example.org')
    expect([code, err]).toEqual([0, 'browsers 1, events 2, interactions 0'])
    const whole: unknown = JSON.parse(out)
    expect(whole).toMatchObject({
      about: { exportedAtMs: NOON_MS, askedFor: { by: 'email', email: 'ADA@example.org' } },
      person: { keys: expect.arrayContaining(['email:ada@example.org']) as unknown },
      links: [{ siteId: 'acme-www' }],
      browsers: [
        {
          anonymousId: 'a'.repeat(32),
          isShared: false,
          aliases: [{ whoKey: 'email:ada@example.org' }],
          events: [{ event: { type: 'identify' } }, { event: { type: 'page_view' } }],
          interactions: [],
          failedEvents: [{ body: '{"x":1}' }],
        },
      ],
      shares: [],
    })
    expect(out).not.toMatch(/bob@|e{32}/)
  })

  it('is written down before anything is handed out, without a name', async () => {
    const { export: run, store } = await openBeside()
    await run('--email', 'ada@example.org')
    const [entry] = await store.readAudit({ limit: 1 })
    expect(entry).toMatchObject({
      action: 'export',
      target: store.tombstoneOf({ kind: 'person', whoKey: 'email:ada@example.org' }),
      detail: { by: 'email', browsers: 1, events: 2, interactions: 0 },
    })
    expect(JSON.stringify(entry)).not.toContain('ada@')
  })

  it('writes a file for its owner alone, and overwrites none', async () => {
    const { export: run, folder, store } = await openBeside()
    const path = join(folder, 'ada.json')
    const { code, out } = await run('--email', 'ada@example.org', '--output', path)
    expect([code, out]).toEqual([0, ''])
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ browsers: [{}] })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const before = readFileSync(path, 'utf8')
    const entries = await store.readAudit({ limit: 9 })
    const again = await run('--email', 'bob@example.org', '--output', path)
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('not overwritten') as unknown,
    })
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(await store.readAudit({ limit: 9 })).toEqual(entries)
    const nowhere = await run('--email', 'bob@example.org', '--output', join(folder, 'no/x.json'))
    expect(nowhere.code).toBe(1)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })

  it('of many events reads one page after the other, and says how far it is', async () => {
    const { export: run, store } = await openBeside()
    const events = Array.from({ length: 300 }, (_, second) =>
      anEvent('page_view', { occurredAtMs: NOON_MS - 1000 - second }),
    )
    await store.appendBeacons([aSpooledBeacon(events)])
    const { out, progress } = await run('--email', 'ada@example.org')
    expect(progress).toContain('exporting: [########............] 42 % 128 of 302')
    expect(progress.at(-1)).toContain('100 % 302 of 302')
    const { browsers } = JSON.parse(out) as { browsers: { events: object[] }[] }
    expect(browsers[0]?.events).toHaveLength(302)
  })

  it('of somebody unknown prints a document with nothing, and says so', async () => {
    const { export: run } = await openBeside()
    const { code, out, err } = await run('--tracking-id', 't-9')
    expect([code, err]).toEqual([0, 'Nothing of them is in the store.'])
    expect(JSON.parse(out)).toMatchObject({ browsers: [], shares: [], links: [] })
  })

  it('leaves nothing behind where it fails, and hands nothing out', async () => {
    const { export: run, folder, store } = await openBeside()
    // What was written by a later version, say, or by hand.
    await store.appendBeacons([aSpooledBeacon([anEvent('page_view')])])
    const broken = openSqliteFile(join(folder, 'store.db'))
    broken.prepare("UPDATE events SET body = '{' WHERE type = 'page_view'").run()
    broken.close()
    const path = join(folder, 'ada.json')
    expect(await run('--email', 'ada@example.org', '--output', path)).toMatchObject({ code: 1 })
    expect(existsSync(path)).toBe(false)
    expect(await run('--email', 'ada@example.org')).toMatchObject({ code: 1, out: '' })
  })

  it('leaves out whom else a visit named, though nobody believed it', async () => {
    const { export: run, store } = await openBeside()
    const claim = anEvent('identify', {
      person: { email: 'eve@example.org' },
      token: 'no.good.one',
    })
    const others = [aSpooledBeacon([{ ...claim, occurredAtMs: NOON_MS - 900 }])]
    await store.appendBeacons(others)
    await stitch(store)
    const { out } = await run('--email', 'ada@example.org')
    expect(out).toContain('ada@example.org')
    expect(out).not.toContain('eve@')
  })

  it('of a browser that several have used says that it is not of one person', async () => {
    const { export: run, store } = await openBeside()
    const said = anEvent('identify', {
      person: { email: 'eve@example.org' },
      occurredAtMs: NOON_MS - 1,
    })
    await store.appendBeacons([aSpooledBeacon([said], { anonymousId: BOBS })])
    await stitch(store)
    const { out, err } = await run('--anonymous-id', BOBS, '--site', 'acme-www')
    expect(err).toContain('NOT of one person: 2 different people used this browser')
    expect(JSON.parse(out)).toMatchObject({ browsers: [{ isShared: true }] })
  })

  it('of one browser prints all that it did', async () => {
    const { export: run } = await openBeside()
    const { out } = await run('--anonymous-id', BOBS, '--site', 'acme-www')
    expect(JSON.parse(out)).toMatchObject({
      person: { keys: [] },
      browsers: [{ anonymousId: BOBS, events: [{}, {}] }],
    })
  })
})
