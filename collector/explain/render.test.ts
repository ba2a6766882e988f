import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { ADA, aSealedContent } from '../store/test-outbox.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestPipeline, QUIET_MS } from '../test-pipeline.js'
import { spanInWords, timeInWords } from './in-words.js'
import { renderExplanation } from './render.js'
import { openTestExplain } from './test-explain.js'

const BUSY = { status: 503, body: { requestId: 'r-503', errors: ['try again later'] } }

describe('an explanation for people', () => {
  it('goes from the page to the answer, a line a fact', async () => {
    const test = await openTestPipeline(BUSY, ACCEPTED)
    const explain = await openTestExplain(test.target)
    const event = anEvent('page_view', { trackingId: 't-1', occurredAtMs: NOON_MS - 5000 })
    test.append({ ...aSpooledBeacon([]), events: [{ event, occurredAtMs: NOON_MS }] })
    await test.pipeline().passOnce()
    test.turn(20 * QUIET_MS)
    await test.pipeline().passOnce()
    await test.deliver()
    const text = (await explain(event.eventId)).map(renderExplanation).join()
    const [row] = await test.rows('interactions')
    for (const line of [
      `Event ${event.eventId}: page_view of site acme-www`,
      '  page      Pricing | Acme, https://www.acme.com/pricing',
      `  visitor   ${VISITOR}, session ${SESSION}`,
      "  happened  2026-11-17 12:00:00.000 UTC; the page's clock was 5 s behind and said 2026-11-17 11:59:55.000 UTC",
      '  person    tracking:t-1, corroborated, from 2026-10-18 12:00:00.000 UTC and still',
      `            said in session ${SESSION} at 2026-11-17 12:00:00.000 UTC`,
      '  ended in  interaction 1',
      'Interaction 1: page viewed, "Pricing", of site acme-www',
      `  state       delivered, ${timeInWords(row?.ended_at_ms ?? NaN)}, Gong's requestId r-1`,
      '  rule        none matched, priority normal',
      '  under       tracking:t-1, corroborated, given 2026-11-17 12:40:00.000 UTC',
      `  id at Gong  ${row?.gong_event_id}`,
      '  attempts    2026-11-17 12:40:00.000 UTC: retry, 503 after 0 ms, requestId r-503, gong_unavailable: Gong failed (5xx).',
      '                try again later',
      `              ${timeInWords(row?.ended_at_ms ?? NaN)}: delivered, 200 after 0 ms, requestId r-1`,
      '  call        digital-interaction, as each attempt sends it:',
      '                "trackingId": "t-1"',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
  })

  it('says that the person an interaction was sent under is known better by now', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const explain = await openTestExplain(test.target)
    test.append(aSpooledBeacon([anEvent('page_view', { trackingId: 't-1' })]))
    await test.pipeline().passOnce()
    test.turn(20 * QUIET_MS)
    await test.pipeline().passOnce()
    await test.deliver()
    const visitor = { siteId: 'acme-www', anonymousId: VISITOR }
    await test.store().replaceAliases(visitor, [])
    const text = (await explain(1)).map(renderExplanation).join()
    expect(text).toMatch(/^ {2}under +tracking:t-1, corroborated/m)
    expect(text).toMatch(/^ {2}by now: person +nobody knows who the visitor was then$/m)
  })

  it('says to whom content was shared, and of no visitor', async () => {
    const test = await openTestPipeline()
    const explain = await openTestExplain(test.target)
    const shareId = '3610bf88-10eb-4aa9-98e0-7ae7af6087ac'
    const recipients = [
      { person: { email: 'ada@example.org', name: 'Ada' } },
      { person: { email: 'bob@example.org' } },
    ]
    await test.store().reportShare({
      shareId,
      siteId: 'acme-www',
      contentId: 'whitepaper',
      madeAtMs: NOON_MS,
      gongEventId: shareId,
      content: aSealedContent({ eventType: 'content shared', share: { shareId, recipients } }),
      who: ADA,
      laneKey: 'email:ada@example.org',
    })
    const text = (await explain(1)).map(renderExplanation).join()
    for (const line of [
      `  share       ${shareId}`,
      '  recipients  Ada <ada@example.org>',
      '              bob@example.org',
      '  happened    2026-11-17 12:00:00.000 UTC',
      '  under       email:ada@example.org, verified, given 2026-11-17 12:00:00.000 UTC',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    expect(text).not.toMatch(/visitor|nobody knows|0 events|not kept any more/)
  })
})

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [12_340, '12.3 s'],
  [60_000, '1 min'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [4 * 86_400_000 + 3 * 3_600_000, '4 d 3 h'],
])('%d ms are %s', (spanMs, words) => {
  expect(spanInWords(spanMs)).toBe(words)
})
