import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openStore } from '../store/store.js'
import { sealOne } from '../store/test-outbox.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestCli } from './test-cli.js'

it('tamtam shed list counts by reason, and lists and searches what was given up', async () => {
  const { folder, run } = openTestCli()
  const store = await openStore(join(folder, 'store.db'))
  onTestFinished(() => store.close())
  expect(await run('shed', 'list')).toMatchObject({ code: 0, out: 'No interaction is shed.' })
  const ids = [await sealOne(store), await sealOne(store, { title: 'Docs' })]
  await store.shed(ids, { reason: 'hold_full', nowMs: NOON_MS })
  await store.shed([await sealOne(store)], { reason: 'own_employee', nowMs: NOON_MS + 1 })

  const { out } = await run('shed', 'list', '--limit', '2')
  expect(out).toMatch(/^hold_full +2 {2}So many interactions of this visitor/m)
  expect(out).toMatch(/^own_employee +1 {2}/m)
  expect(out).toContain('The newest 2; --limit lists more.')
  const found = await run('shed', 'list', '--search', 'dOCS')
  expect(found.out).toContain('1 with "dOCS".')
  expect(found.out).toMatch(
    /^2 +2026-11-17 12:00:00.000 UTC +2026-11-17 12:00:00.000 UTC +hold_full +acme-www +nobody +Docs$/m,
  )
  const { code, out: json } = await run('shed', 'list', '--reason', 'own_employee', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(json)).toMatchObject({
    counts: [{ reason: 'own_employee', interactions: 1 }],
    isCut: false,
    interactions: [{ title: 'Pricing', endedAtMs: NOON_MS + 1 }],
  })
  expect(await run('shed', 'list', '--reason', 'nope')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no reason "nope"; interactions are shed for') as string,
  })
})

it('tamtam shed list counts events that no interaction tells, also where nothing was given up', async () => {
  const { folder, run } = openTestCli()
  const store = await openStore(join(folder, 'store.db'))
  onTestFinished(() => store.close())
  const failed = { index: 0, reason: 'event_invalid', detail: 'type: unknown', body: '{}' } as const
  await store.appendBeacons([
    { ...aSpooledBeacon([]), dropped: { reason: 'bot_user_agent', eventCount: 7 } },
    { ...aSpooledBeacon([]), failedEvents: [failed] },
    aSpooledBeacon([anEvent('page_view')]),
  ])
  const untold = { interactionId: null, unfoldedReason: 'content_not_sent' } as const
  await store.foldEvents([{ seq: 1, ...untold }])

  const { code, out } = await run('shed', 'list')
  expect(code).toBe(0)
  expect(out).toContain('No interaction is shed.')
  expect(out).toMatch(/^acme-www +content_not_sent +1 +2026-.* The content rule of the page says/m)
  expect(out).toMatch(/^acme-www +bot_user_agent +7 /m)
  expect(out).toMatch(/^acme-www +event_invalid +1 /m)
  const { out: json } = await run('shed', 'list', '--json')
  expect(JSON.parse(json)).toMatchObject({
    counts: [],
    events: {
      untold: [{ siteId: 'acme-www', reason: 'content_not_sent', events: 1 }],
      drops: [{ reason: 'bot_user_agent', events: 7 }],
      failed: [{ reason: 'event_invalid', examples: [{ detail: 'type: unknown' }] }],
    },
  })
})
