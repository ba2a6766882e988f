import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import type { ErrorCode } from '../../lib/error-codes.js'
import { sealOne } from '../../store/test-outbox.js'
import { aSpooledBeacon } from '../../store/test-store.js'
import { openTestConsole } from '../test-console.js'

async function openShed() {
  const test = await openTestConsole()
  const { store } = test
  const full = await sealOne(store)
  await store.shed([full], { reason: 'hold_full', nowMs: NOON_MS + 60_000 })
  const dropped = { reason: 'bot_user_agent', eventCount: 7 } as const
  await store.appendBeacons([
    { ...aSpooledBeacon([]), dropped },
    aFailed('{"eventId":"e/1","type":"<script>"}', 'event_invalid'),
    aFailed('no JSON', 'beacon_unreadable'),
    aSpooledBeacon([anEvent('page_view')]),
  ])
  const untold = { interactionId: null, unfoldedReason: 'content_not_sent' } as const
  await store.foldEvents([{ seq: 1, ...untold }])
  return { ...test, full }
}

function aFailed(body: string, reason: ErrorCode) {
  return {
    ...aSpooledBeacon([]),
    failedEvents: [{ index: 0, reason, detail: 'type: unknown', body }],
  }
}

it('what was given up, kept from being told, dropped and failed is counted with its reasons', async () => {
  const { json } = await openShed()
  expect(await json('/api/shed')).toMatchObject({
    counts: [
      { reason: 'hold_full', interactions: 1, words: expect.stringContaining('held') as string },
    ],
    interactions: [{ title: 'Pricing', endedAtMs: NOON_MS + 60_000 }],
    events: {
      drops: [{ siteId: 'acme-www', reason: 'bot_user_agent', events: 7 }],
      erased: [],
      untold: [{ siteId: 'acme-www', reason: 'content_not_sent', events: 1 }],
      failed: [
        { reason: 'beacon_unreadable', events: 1, examples: [{ body: 'no JSON' }] },
        { reason: 'event_invalid', events: 1, examples: [{ detail: 'type: unknown' }] },
      ],
    },
  })
})

it('examples of failed events are text, and lead to what became of them', async () => {
  const { page } = await openShed()
  const text = await page('/shed')
  expect(text).toContain('&quot;type&quot;:&quot;&lt;script&gt;&quot;')
  expect(text).toContain('<a href="/explain/e%2F1">Explain it</a>')
  expect(await page('/explain/e%2F1')).toContain('Failed event of acme-www')
})

it('the list is narrowed, and a table for spreadsheets', async () => {
  const { page, ask, full } = await openShed()
  expect(await page('/shed?search=pricing')).toContain(`<a href="/explain/${full}">`)
  expect(await page('/shed?reason=over_budget')).toContain('Nothing that was given up fits')
  expect(await (await ask('/shed.csv')).text()).toContain(
    `${full},"2026-11-17T12:00:00.000Z","2026-11-17T12:01:00.000Z","hold_full","acme-www",,"Pricing"`,
  )
})
