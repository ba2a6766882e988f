import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openSpool } from '../store/spool/spool.js'
import { openStore } from '../store/store.js'
import { queueOne } from '../store/test-outbox.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestCli } from './test-cli.js'

const HARMFUL = /[^\P{Cc}\n]|\p{Bidi_Control}/u

/** A command line beside a collector's open store, as both are on one machine. */
async function openBeside() {
  const cli = openTestCli()
  const store = await openStore(join(cli.folder, 'store.db'))
  return { ...cli, store }
}

describe('tamtam explain', () => {
  it('prints what became of an event for people, and the same for programs', async () => {
    const { run, store } = await openBeside()
    const event = anEvent('page_view', { occurredAtMs: NOON_MS - 90_000 })
    await store.appendBeacons([
      { ...aSpooledBeacon([]), events: [{ event, occurredAtMs: NOON_MS }] },
    ])
    const forPeople = await run('explain', event.eventId)
    expect(forPeople).toMatchObject({ code: 0, err: '' })
    expect(forPeople.out).toContain(`Event ${event.eventId}: page_view of site acme-www`)
    expect(forPeople.out).toContain(
      "2026-11-17 12:00:00.000 UTC; the page's clock was 1 min 30 s behind and said 2026-11-17 11:58:30.000 UTC",
    )
    expect(forPeople.out).toContain('nothing yet: it waits for stitch')
    const { out } = await run('explain', event.eventId, '--json')
    expect(JSON.parse(out)).toMatchObject({
      explanations: [{ kind: 'event', event: { eventId: event.eventId, clockAheadMs: -90_000 } }],
    })
    await store.close()
  })

  it('prints the call that would be made of an interaction', async () => {
    const { run, store } = await openBeside()
    const interactionId = await queueOne(store, {
      content: { rule: '/pricing*', priority: 'high' },
    })
    const { code, out } = await run('explain', String(interactionId))
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}state +pending/m)
    expect(out).toMatch(/^ {2}rule +\/pricing\*, priority high$/m)
    expect(out).toContain('"contentTitle": "Pricing"')
    expect(out).toContain('"email": "ada@example.org"')
    await store.close()
  })

  it('lets nothing that a page has sent move the cursor', async () => {
    const { run, store } = await openBeside()
    const title = 'Pricing\u001B[2J\u202E\n  state  delivered'
    const interactionId = await queueOne(store, { content: { title } })
    const event = anEvent('page_view', { page: { ...anEvent('reset').page, title } })
    await store.appendBeacons([aSpooledBeacon([event])])
    for (const id of [event.eventId, String(interactionId)]) {
      const { out } = await run('explain', id)
      expect(out).not.toMatch(HARMFUL)
      expect(out).not.toMatch(/^ {2}state {2}delivered/m)
    }
    expect((await run('preview')).out).not.toMatch(HARMFUL)
    await store.close()
  })

  it('says where an id may be that is nowhere, and fails', async () => {
    const { folder, run, store } = await openBeside()
    const event = anEvent('page_view')
    const spool = openSpool(join(folder, 'spool.db'))
    spool.append([JSON.stringify(aSpooledBeacon([event], { receivedAtMs: NOON_MS - 240_000 }))])
    spool.close()
    const dropped = { reason: 'bot_user_agent', eventCount: 7 } as const
    await store.appendBeacons([{ ...aSpooledBeacon([]), dropped }])

    const spooled = await run('explain', event.eventId)
    expect(spooled).toMatchObject({ code: 1, out: '' })
    expect(spooled.err).toContain(
      "It is in this machine's spool, where 1 beacon waits, the oldest for 4 min",
    )
    const unknown = await run('explain', randomUUID())
    expect(unknown.err).toContain('it was not seen in them')
    expect(unknown.err).toContain('events are kept for 90 days')
    expect(unknown.err).toContain(
      '7 events were, the last 2026-11-17 12:00:00.000 UTC, by bot_user_agent',
    )
    const { code, out } = await run('explain', '12', '--json')
    expect(JSON.parse(out)).toMatchObject({
      kind: 'nowhere',
      spool: { beacons: 1, holdsText: false },
      retention: { eventDays: 90, oldestReceivedAtMs: null },
    })
    expect(code).toBe(1)
    await store.close()
  })

  it('makes no store where there is none, and names the variable', async () => {
    const { folder, run } = openTestCli()
    const { code, err } = await run('explain', '1')
    expect(err).toBe(
      `TAMTAM_DATA_DIR: expected the folder that a collector keeps its data in, got ${JSON.stringify(folder)}: there is no store at ${join(folder, 'store.db')}`,
    )
    expect(code).toBe(1)
    expect(existsSync(join(folder, 'store.db'))).toBe(false)
  })

  it('names no password of a database that it cannot reach', async () => {
    const { run } = openTestCli({ env: { DATABASE_URL: 'postgres://u:s3cret@127.0.0.1:9/t' } })
    const { code, err } = await run('explain', '1')
    expect(err).toMatch(/^DATABASE_URL: expected a database .* 127\.0\.0\.1:9: /)
    expect(err).not.toContain('s3cret')
    expect(code).toBe(1)
  })
})

describe('tamtam preview', () => {
  it('lists what waits to be sent, with its call for programs', async () => {
    const { run, store } = await openBeside()
    expect(await run('preview')).toMatchObject({ code: 0, out: 'Nothing waits to be sent.' })
    for (const title of ['Pricing', 'Docs']) await queueOne(store, { content: { title } })
    const { out } = await run('preview', '--limit', '1')
    expect(out.split('\n')).toHaveLength(2)
    expect(out).toMatch(/email:ada@example\.org +corroborated +normal +page viewed +Pricing +1$/m)
    const { interactions } = JSON.parse((await run('preview', '--json')).out) as {
      interactions: unknown[]
    }
    expect(interactions).toMatchObject([
      {
        interactionId: 1,
        kind: 'would be',
        call: { content: { contentTitle: 'Pricing' } },
        issues: [],
      },
      { interactionId: 2 },
    ])
    await store.close()
  })
})
