import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestPipeline, QUIET_MS } from '../test-pipeline.js'
import { openTestExplain } from './test-explain.js'

const REFUSED = { status: 503, body: { requestId: 'r-503', errors: ['try again later'] } }

async function openTest(...script: Parameters<typeof openTestPipeline>) {
  const test = await openTestPipeline(...script)
  const pass = () => test.pipeline().passOnce()
  return { ...test, pass, explain: await openTestExplain(test.target) }
}

describe('an event is explained', () => {
  it('by both clocks, its stage and who the visitor was', async () => {
    const { append, pass, explain } = await openTest()
    const event = anEvent('page_view', { occurredAtMs: NOON_MS + 300_000, trackingId: 't-1' })
    append({ ...aSpooledBeacon([]), events: [{ event, occurredAtMs: NOON_MS }] })
    await pass()
    expect(await explain(event.eventId)).toMatchObject([
      {
        kind: 'event',
        event: {
          eventId: event.eventId,
          receivedAtMs: NOON_MS,
          occurredAtMs: NOON_MS,
          pageOccurredAtMs: NOON_MS + 300_000,
          clockAheadMs: 300_000,
          stage: 'folded',
          identity: {
            alias: {
              whoKey: 'tracking:t-1',
              assurance: 'corroborated',
              because: [{ kind: 'session', sessionId: SESSION, firstMs: NOON_MS }],
            },
            others: [],
          },
          ending: { kind: 'told', interactionId: 1 },
        },
        interaction: { state: 'open', rule: undefined, request: { kind: 'none' } },
      },
    ])
  })

  it('by the reason why no interaction tells it', async () => {
    const { append, pass, explain } = await openTest()
    const event = anEvent('reset')
    append(aSpooledBeacon([event]))
    await pass()
    expect(await explain(event.eventId)).toMatchObject([
      {
        event: {
          ending: {
            kind: 'untold',
            reason: { code: 'identity_only', words: expect.stringContaining('nothing') as string },
          },
          identity: { alias: null },
        },
        interaction: null,
      },
    ])
  })

  it('as waiting before the stages have come to it', async () => {
    const { append, stages, explain } = await openTest()
    const event = anEvent('page_view')
    append(aSpooledBeacon([event]))
    await stages.forward()
    expect(await explain(event.eventId)).toMatchObject([
      { event: { stage: 'received', ending: { kind: 'waiting', for: 'stitch' } } },
    ])
    await stages.stitch()
    expect(await explain(event.eventId)).toMatchObject([
      { event: { stage: 'stitched', ending: { kind: 'waiting', for: 'fold' } } },
    ])
  })

  it('that failed by what was wrong with it', async () => {
    const { append, pass, explain } = await openTest()
    const failed = {
      index: 3,
      reason: 'event_invalid',
      detail: 'type: unknown',
      body: '{"eventId":"e_1%"}',
    } as const
    append({ ...aSpooledBeacon([]), failedEvents: [failed] })
    await pass()
    expect(await explain('e_1%')).toMatchObject([
      {
        kind: 'failed event',
        failedEvent: { index: 3, reason: { code: 'event_invalid' }, detail: 'type: unknown' },
      },
    ])
    expect(await explain('eX1%')).toEqual([])
    expect(await explain(randomUUID())).toEqual([])
  })
})

describe('an interaction is explained', () => {
  it('by its attempts and the call that each of them made, whichever id is asked for', async () => {
    const { append, pass, turn, deliver, calls, rows, explain } = await openTest(REFUSED, ACCEPTED)
    const event = anEvent('page_view', { trackingId: 't-1' })
    append(aSpooledBeacon([event]))
    await pass()
    turn(QUIET_MS)
    await pass()
    await deliver()
    const [row] = await rows('interactions')
    const [byNumber] = await explain(row?.interaction_id ?? NaN)
    expect(byNumber).toMatchObject({
      kind: 'interaction',
      interaction: {
        state: 'delivered',
        kind: 'page viewed',
        content: { title: 'Pricing' },
        person: { who: { kind: 'tracked', trackingId: 't-1' }, laneKey: 'tracking:t-1' },
        attempts: [
          { outcome: 'retry', status: 503, reason: { code: 'gong_unavailable' } },
          { outcome: 'delivered', status: 200, reason: null, requestId: row?.request_id },
        ],
        requestId: row?.request_id,
        request: { kind: 'fixed', call: calls[1]?.body },
      },
      events: [{ eventId: event.eventId, type: 'page_view' }],
    })
    expect(calls[0]?.body).toEqual(calls[1]?.body)
    expect(await explain(row?.gong_event_id ?? '')).toEqual([byNumber])
    expect(await explain(event.eventId)).toMatchObject([
      { kind: 'event', interaction: { state: 'delivered' } },
    ])
  })

  it('that is held by its reason, with the call that would be made but for its person', async () => {
    const { append, pass, turn, explain } = await openTest()
    append(aSpooledBeacon([anEvent('page_view')]))
    await pass()
    turn(QUIET_MS)
    await pass()
    const [held] = await explain(1)
    expect(held).toMatchObject({
      interaction: {
        state: 'held',
        anonymousId: VISITOR,
        reason: { code: 'identity_unknown' },
        person: null,
        decision: { kind: 'hold', reason: { code: 'identity_unknown' } },
        request: { kind: 'without person', call: { content: { contentTitle: 'Pricing' } } },
      },
    })
    const call = JSON.stringify(held?.kind === 'interaction' && held.interaction.request)
    expect(call).not.toContain('trackingId')
  })

  it('that waits by the very call that is made afterwards', async () => {
    const { append, pass, turn, deliver, calls, explain } = await openTest(ACCEPTED)
    append(aSpooledBeacon([anEvent('page_view', { trackingId: 't-1' })]))
    await pass()
    turn(QUIET_MS)
    await pass()
    const [waiting] = await explain(1)
    await deliver()
    expect(waiting).toMatchObject({
      interaction: {
        state: 'pending',
        request: { kind: 'would be', call: calls[0]?.body, issues: [] },
      },
    })
  })
})
