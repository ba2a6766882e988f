import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NOON_MS, SESSION } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { foldSome } from './deliver/relieve-step.js'
import { deliverTo } from './deliver/test-delivery.js'
import { ACCEPTED, HUNG_UP, TIMED_OUT, type ScriptedAnswer } from './gong/test-gong.js'
import { openToRead } from './store/open-to-read.js'
import { ADA, aSealedContent, concludeAt } from './store/test-outbox.js'

const HOUR_MS = 60 * 60 * 1000
const LANE = 'email:ada@example.org'
const ONE = '1'.repeat(32)
const OTHER = '2'.repeat(32)
const ANOTHER = '3'.repeat(32)
const SERVER_ERROR = { status: 503 }
const REFUSED = { status: 400, body: { errors: ['no'] } }

/** A person's browsers, a digest of what they did on one day, and a Gong that answers as scripted. */
async function openDigests(...script: ScriptedAnswer[]) {
  const test = await deliverTo(...script)
  const { store } = test
  /** Something low that waits to be told. Returns its number. */
  async function put(anonymousId: string, title: string): Promise<number> {
    const gongEventId = randomUUID()
    const content = aSealedContent({ priority: 'low', title, contentId: title })
    const key = {
      siteId: 'acme-www',
      anonymousId,
      sessionId: SESSION,
      kind: 'page viewed' as const,
    }
    const [id = NaN] = await store.openInteractions([
      {
        key: { ...key, contentKey: gongEventId },
        part: 1,
        openedAtMs: NOON_MS,
        sealDueAtMs: NOON_MS,
        firstOccurredAtMs: NOON_MS,
        eventCount: 1,
      },
    ])
    await store.seal([{ interactionId: id, gongEventId, content, milestonePercent: null }])
    const nowMs = test.nowMs()
    await store.makePending(id, { who: ADA, assurance: 'verified', laneKey: LANE, nowMs })
    await store.queueLane(LANE, { dueAtMs: nowMs, priority: 'low' })
    return id
  }
  async function relieve(): Promise<void> {
    test.turn(25 * HOUR_MS)
    await store.stage((tx) => foldSome(tx, null, store))
  }
  return {
    ...test,
    put,
    relieve,
    /** One of one browser, and two of another. */
    async putThree(): Promise<number[]> {
      const ids = [await put(ONE, 'Secret'), await put(OTHER, 'Pricing'), await put(OTHER, 'Docs')]
      await relieve()
      return ids
    },
    /** What goes is what is counted before. */
    async erase(anonymousId: string) {
      const erasable = { kind: 'visitor', visitor: { siteId: 'acme-www', anonymousId } } as const
      const reader = await openToRead(test.target)
      const counted = await reader.read((verbs) => verbs.countErasable(erasable))
      await reader.close()
      const erased = await store.stage((tx) => tx.erase(erasable, test.nowMs()))
      expect([counted.removed, counted.atGong]).toEqual([erased.removed, erased.atGong])
      return erased
    },
    states: async () =>
      (await test.rows('interactions')).map(({ interaction_id, state, reason, digest_id }) => {
        return { interaction_id, state, reason, digest_id }
      }),
    sent: () =>
      test.calls.map(({ body }) => body as { eventId: string; content: { contentTitle: string } }),
  }
}

const WAITS = { state: 'pending', reason: null, digest_id: null }
const GIVEN_UP = { state: 'shed', reason: 'person_erased', digest_id: null }

describe('when one browser of a digest is erased', () => {
  it.each<[string, ScriptedAnswer]>([
    ['asked to wait (429)', { status: 429 }],
    ['refused the credentials (401)', { status: 401, body: { errors: ['no'] } }],
    ['refused it for good (400)', REFUSED],
  ])('and Gong %s, what the others did waits again and is told', async (_, answer) => {
    const test = await openDigests(answer, ACCEPTED)
    const [, ...kept] = await test.putThree()
    await test.step()
    await test.erase(ONE)
    expect(await test.states()).toEqual(
      kept.map((interaction_id) => ({ interaction_id, ...WAITS })),
    )
    expect(await test.rows('attempts')).toEqual([])
    await test.store.resume('test')
    test.turn(HOUR_MS)
    await test.finish()
    const [, ...told] = test.sent()
    expect(told.map(({ content }) => content.contentTitle)).toEqual(['Pricing', 'Docs'])
    expect((await test.states()).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  })

  it('and Gong refused it long ago, its lane comes back', async () => {
    const test = await openDigests(REFUSED, ACCEPTED)
    await test.putThree()
    await test.step()
    await test.store.removeEmptyLanes()
    expect(await test.rows('lanes')).toEqual([])
    await test.erase(ONE)
    await test.finish()
    expect(test.calls).toHaveLength(3)
  })

  it.each<[string, ScriptedAnswer]>([
    ['failed (503)', SERVER_ERROR],
    ['was too slow (408)', { status: 408 }],
    ['did not answer', TIMED_OUT],
    ['hung up', HUNG_UP],
  ])('and Gong %s, the others are given up and say so', async (_, answer) => {
    const test = await openDigests(answer, ACCEPTED)
    const [, ...kept] = await test.putThree()
    await test.step()
    await test.erase(ONE)
    expect(await test.states()).toEqual(
      kept.map((interaction_id) => ({ interaction_id, ...GIVEN_UP })),
    )
    test.turn(HOUR_MS)
    await test.finish()
    expect(test.calls).toHaveLength(1)
  })

  it('and Gong failed for days, the others are given up, too', async () => {
    const test = await openDigests(SERVER_ERROR)
    const [, ...kept] = await test.putThree()
    test.turn(HOUR_MS)
    const nowMs = test.nowMs()
    const claim = await test.store.claim({ nowMs, leaseMs: 1000, downTo: 'low' })
    if (!claim) throw new Error('no lane is due')
    const dead = { state: 'dead', reason: 'retries_exhausted', detail: [] } as const
    await concludeAt(test.store, nowMs, claim, dead)
    expect((await test.states()).at(-1)).toMatchObject({ state: 'dead' })
    await test.erase(ONE)
    expect(await test.states()).toEqual(
      kept.map((interaction_id) => ({ interaction_id, ...GIVEN_UP })),
    )
  })

  it('and the process died before it wrote down what Gong said, the others are given up', async () => {
    const test = await openDigests(ACCEPTED)
    const [, ...kept] = await test.putThree()
    const client = { send: () => Promise.reject(new Error('died')) }
    await expect(deliverOnce({ ...test.deps, client })).rejects.toThrow('died')
    await test.erase(ONE)
    expect(await test.states()).toEqual(
      kept.map((interaction_id) => ({ interaction_id, ...GIVEN_UP })),
    )
  })

  it('and Gong has it, the others still say that they were told', async () => {
    const test = await openDigests(ACCEPTED)
    const [, ...kept] = await test.putThree()
    await test.step()
    await test.erase(ONE)
    expect(await test.states()).toMatchObject(
      kept.map((interaction_id) => {
        return { interaction_id, state: 'folded', reason: 'told_in_digest' }
      }),
    )
  })
})

describe('the id of a digest', () => {
  it('that Gong has is not given to another of the same person and day', async () => {
    const test = await openDigests(ACCEPTED)
    await test.putThree()
    await test.step()
    await test.erase(ONE)
    await test.erase(OTHER)
    await test.put(ANOTHER, 'Late')
    await test.put(ANOTHER, 'Later')
    await test.relieve()
    await test.finish()
    expect(new Set(test.sent().map(({ eventId }) => eventId)).size).toBe(2)
  })

  it('is another once what somebody erased did is left out', async () => {
    const test = await openDigests({ status: 429 }, ACCEPTED)
    await test.putThree()
    await test.step()
    await test.erase(ONE)
    await test.relieve()
    await test.finish()
    const [withAll, without] = test.sent()
    expect(test.calls).toHaveLength(2)
    expect(without?.content.contentTitle).toBe('Viewed 2 pages on 17 November: Pricing and Docs')
    expect(without?.eventId).not.toBe(withAll?.eventId)
  })

  it('of the same members is the same', async () => {
    const test = await openDigests(ACCEPTED)
    await test.putThree()
    const idOf = async () => (await test.rows('interactions')).at(-1)?.gong_event_id
    const first = await idOf()
    const digestId = (await test.states()).at(-1)?.interaction_id ?? NaN
    await test.store.stage((tx) => tx.takeApartDigests([digestId]))
    expect((await test.states()).map(({ state }) => state)).toEqual(Array(3).fill('pending'))
    await test.relieve()
    expect(await idOf()).toBe(first)
  })
})
