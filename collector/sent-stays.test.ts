import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import type { WireEvent } from '../wire/event.js'
import { ACCEPTED } from './gong/test-gong.js'
import { aLink, TOKEN, toldOf } from './store/test-links.js'
import { aSpooledBeacon } from './store/test-store.js'
import { takeBack } from './stitch/take-back.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from './test-pipeline.js'

const MINUTE_MS = 60_000
const EMAILS = ['ada@example.org', 'bob@example.org']
const KINDS = ['page', 'claimed', 'id', 'link', 'reset', 'told', 'takenBack', 'sent'] as const

const something = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(1),
  /** Late ones too, and some of a clock that jumps. */
  minute: fc.nat(40),
  browser: fc.constantFrom('a', 'b'),
})
type Something = Parameters<Parameters<typeof something.map>[0]>[0]

function eventOf({ kind, which, minute }: Something): WireEvent | null {
  const common = { occurredAtMs: NOON_MS + minute * MINUTE_MS }
  switch (kind) {
    case 'page':
      return anEvent('page_view', common)
    case 'claimed':
      return anEvent('identify', { ...common, person: { email: EMAILS[which] } })
    case 'id':
      return anEvent('click', { ...common, trackingId: `t${which}` })
    case 'link':
      return anEvent('page_view', { ...common, linkToken: TOKEN })
    case 'reset':
      return anEvent('reset', common)
    default:
      return null
  }
}

/** What must never change once an interaction has its person. */
async function given(test: TestPipeline) {
  const rows = (await test.rows('interactions')).filter(({ who }) => who !== null)
  return new Map(
    rows.map(({ interaction_id, who, assurance, lane_key, content, gong_event_id, request }) => [
      interaction_id,
      { who, assurance, lane_key, content, gong_event_id, request },
    ]),
  )
}

async function settle({ stages, turn }: TestPipeline): Promise<void> {
  await stages.forward()
  await stages.stitch()
  await stages.fold()
  turn(QUIET_MS)
  await stages.seal()
  await stages.assign()
}

async function happen(test: TestPipeline, each: Something): Promise<void> {
  const event = eventOf(each)
  const anonymousId = each.browser.repeat(32)
  if (event) test.append(aSpooledBeacon([event], { anonymousId, receivedAtMs: test.nowMs() }))
  const whoKey = each.which === 0 ? `visitor:${anonymousId}` : 'tracking:t0'
  const store = test.store()
  if (each.kind === 'told') {
    await store.keepKnownPeople([toldOf(whoKey, { toldAtMs: NOON_MS + each.minute * MINUTE_MS })])
  }
  if (each.kind === 'takenBack') {
    const taken = { kind: 'told', siteId: 'acme-www', whoKey } as const
    await takeBack({ store, maxLinkBrowsers: 3 }, taken)
  }
}

it('whatever is learnt later, what has its person keeps person, lane and content, and is sent once', async () => {
  let all = 0
  await fc.assert(
    fc.asyncProperty(fc.array(something, { minLength: 4, maxLength: 14 }), async (list) => {
      const test = await openTestPipeline(ACCEPTED)
      await test.store().makeLinks([aLink()])
      test.turn(41 * MINUTE_MS)
      for (const each of list) {
        const before = await given(test)
        await happen(test, each)
        await settle(test)
        const after = await given(test)
        for (const [id, row] of before) expect(after.get(id)).toEqual(row)
        if (each.kind === 'sent') await test.deliver()
      }
      await test.deliver()
      const sent = test.calls.map(({ body }) => body)
      all += sent.length
      expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(sent.length)
      for (const body of sent) expect('person' in body).toBe(!('trackingId' in body))
    }),
    { numRuns: 25 },
  )
  expect(all).toBeGreaterThan(0)
})
