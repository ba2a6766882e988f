import { writeFileSync } from 'node:fs'
import { expect, inject, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { ACCEPTED } from './gong/test-gong.js'
import { dumpStore } from './store/fixtures/test-dump-store.js'
import type { SpooledBeacon } from './store/spool/spooled-beacon.js'
import { aLink, TOKEN_HASH, toldOf } from './store/test-links.js'
import { aSealedContent, queueOne } from './store/test-outbox.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from './test-pipeline.js'

// Covers: the history by which a release writes down its store for the ones that come after it (store/fixtures/).

const REFUSED = { status: 400, body: { requestId: 'r-bob', errors: ['content.title: too long'] } }
const SHARE_ID = '00000000-0000-4000-8000-00000000aaaa'

const STATES = ['dead', 'delivered', 'folded', 'held', 'open', 'pending', 'sealed', 'shed']

it('a store after this history has rows in every table, events at every stage and interactions in every state', async () => {
  const test = await openTestPipeline(ACCEPTED, REFUSED, { status: 503 })
  await play(test)
  const text = inject('postgres') ? null : dumpStore(test.target)
  const states = new Set((await test.rows('interactions')).map(({ state }) => state))
  expect([...states].sort()).toEqual(STATES)
  const stages = new Set((await test.rows('events')).map(({ stage }) => stage))
  expect([...stages].sort()).toEqual(['folded', 'received', 'stitched'])
  const tables = [...(text ?? '').matchAll(/^CREATE TABLE "?(\w+)/gm)].map(([, table]) => table)
  const empty = tables.filter((table) => !text?.includes(`INSERT INTO ${table} `))
  expect(empty).toEqual([])
  const place = process.env['TAMTAM_WRITE_STORE']
  if (place && text) writeFileSync(place, text)
})

interface Visit {
  path: string
  trackingId?: string
  type?: 'page_view' | 'video_progress'
}

async function play(test: TestPipeline): Promise<void> {
  const { stages } = test
  const store = test.store()
  let views = 0

  const visit = (letter: string, { path, trackingId, type = 'page_view' }: Visit) => {
    const sessionId = letter.repeat(32)
    const occurredAtMs = test.nowMs()
    const viewId = String(++views).padStart(32, '0')
    const page = { url: `https://www.acme.com/${path}`, title: `${path} | Acme`, viewId }
    const tracked = trackingId === undefined ? {} : { trackingId }
    const event = anEvent(type, { occurredAtMs, sessionId, page, ...tracked })
    return aSpooledBeacon([event], {
      anonymousId: sessionId,
      context: { device: 'PC', place: { country: 'DK' } },
    })
  }
  const fold = async (...beacons: SpooledBeacon[]) => {
    test.append(...beacons)
    await stages.forward()
    await stages.stitch()
    await stages.fold()
  }
  const seal = async (...beacons: SpooledBeacon[]) => {
    await fold(...beacons)
    test.turn(QUIET_MS + 1000)
    await stages.seal()
  }
  const assign = async (...beacons: SpooledBeacon[]) => {
    await seal(...beacons)
    await stages.assign()
  }

  await assign(visit('0', { path: 'given-up' }))
  const [givenUp] = await test.rows('interactions')
  if (!givenUp) throw new Error('nothing was held')
  await store.shed([givenUp.interaction_id], { reason: 'hold_expired', nowMs: test.nowMs() })
  await assign(visit('d', { path: 'nobody-yet' }))
  await assign(visit('a', { path: 'pricing', trackingId: 'gong-ada' }))
  await test.deliver()
  await assign(visit('b', { path: 'refused', trackingId: 'gong-bob' }))
  await test.deliver()
  await assign(visit('c', { path: 'tried-once', trackingId: 'gong-carl' }))
  await deliverOnce(test.deliverDeps())
  await assign(visit('c', { path: 'tour', trackingId: 'gong-carl', type: 'video_progress' }))
  await foldTwo(test)

  await store.keepKnownPeople([toldOf(`visitor:${'f'.repeat(32)}`, { toldAtMs: test.nowMs() })])
  await store.makeLinks([aLink({ shareId: SHARE_ID })])
  const came = { siteId: 'acme-www', anonymousId: '7'.repeat(32), firstMs: test.nowMs() }
  await store.noteLinkVisitors([{ tokenHash: TOKEN_HASH, ...came }])
  const share = { shareId: SHARE_ID, siteId: 'acme-www', contentId: 'www.acme.com/proposals/ada' }
  await store.keepShare({ ...share, madeAtMs: test.nowMs() })
  await store.halt('an earlier key', { reason: 'gong_unauthorized', haltedAtMs: test.nowMs() })
  await store.readTokens('an OAuth client', { refreshToken: 'refresh', nowMs: test.nowMs() })
  const gone = { siteId: 'acme-www', anonymousId: '9'.repeat(32) }
  await store.raiseTombstone({ kind: 'visitor', visitor: gone }, test.nowMs())
  const entry = { actor: 'cli:ada', action: 'redrive', target: 'all', detail: {} }
  await store.keepAudit({ atMs: test.nowMs(), ...entry })
  await store.takeSample(test.nowMs())

  const detail = 'type: Invalid input'
  const body = '{"type":"hover"}'
  const failedEvents = [{ index: 0, reason: 'event_invalid' as const, detail, body }]
  const dropped = { reason: 'bot_user_agent' as const, eventCount: 2 }
  test.append(aSpooledBeacon([], { failedEvents }), aSpooledBeacon([], { dropped }))
  await seal(visit('e', { path: 'sealed', trackingId: 'gong-eve' }))
  await fold(visit('e', { path: 'open', trackingId: 'gong-eve' }))
  test.append(visit('e', { path: 'stitched', trackingId: 'gong-eve' }))
  await stages.forward()
  await stages.stitch()
  test.append(visit('e', { path: 'received', trackingId: 'gong-eve' }))
  await stages.forward()
}

/** Two of little value, told together. */
async function foldTwo(test: TestPipeline): Promise<void> {
  const store = test.store()
  const laneKey = 'email:ivy@example.org'
  const who = { kind: 'person', person: { email: 'ivy@example.org' } } as const
  const content = { priority: 'low', occurredAtMs: NOON_MS } as const
  for (const title of ['Folded one', 'Folded two']) {
    const given = { laneKey, who, nowMs: test.nowMs() }
    await queueOne(store, { ...given, content: { ...content, title } })
  }
  const members = await store.readFoldable(laneKey, 100)
  const [first] = members
  if (!first) throw new Error('nothing is foldable')
  const digest = {
    first,
    memberIds: members.map(({ interactionId }) => interactionId),
    contentKey: 'day 2026-11-17 id',
    gongEventId: '00000000-0000-4000-8000-00000000bbbb',
    eventCount: members.length,
    content: aSealedContent({ title: 'Viewed 2 pages', priority: 'low' }),
  }
  await store.stage((tx) => tx.foldIntoDigest(digest, test.nowMs()))
}
