import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEvent } from '../../wire/event.js'
import { anEvent, EVENT_TYPES, NOON_MS, onPage } from '../../wire/test-data.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { aSite, siteMap, rulesOf } from '../lib/test-sites.js'
import type { StoredEvent } from '../store/events.js'
import type { KeyTells, PartOfInteraction, StoredPart } from '../store/open-interactions.js'
import { createContents } from './contents.js'
import { keyEvents, planFolds } from './plan-folds.js'
import { tellsOf } from './tells.js'

const COALESCE = { quietSeconds: 120, maxSeconds: 1800, sessionIdleMinutes: 30 }
const contentOf = createContents({
  sites: siteMap(aSite()),
  content: rulesOf(
    { match: '/each', granularity: 'each' },
    { match: '/blog/*', granularity: 'session' },
    { match: '/careers', send: false },
  ),
})

const url = fc.constantFrom('/', '/pricing', '/each', '/blog/a', '/blog/b', '/careers')
const event = fc
  .record({
    type: fc.constantFrom(...EVENT_TYPES),
    path: url,
    view: fc.constantFrom('1', '2', '3'),
    step: fc.constantFrom('sign up', 'invite', 'done'),
    watchedPercent: fc.constantFrom(5, 30, 80),
    visitor: fc.constantFrom('a', 'b'),
    session: fc.constantFrom('1', '2', '3'),
    second: fc.nat(4000),
  })
  .map(({ type, path, view, step, watchedPercent, visitor, session, second }): StoredEvent => {
    const { page } = onPage(`https://www.acme.com${path}`)
    const sessionId = session.repeat(32)
    const occurredAtMs = NOON_MS + second * 1000
    const common = { sessionId, occurredAtMs, page: { ...page, viewId: view.repeat(32) } }
    const told: WireEvent =
      type === 'step'
        ? anEvent(type, { ...common, value: step })
        : { ...anEvent(type, common), ...(type === 'video_progress' && { watchedPercent }) }
    return {
      seq: 0,
      siteId: 'acme-www',
      anonymousId: visitor.repeat(32),
      sessionId,
      occurredAtMs,
      receivedAtMs: NOON_MS,
      userAgent: null,
      context: {},
      event: told,
    }
  })
const visit = fc
  .array(event, { maxLength: 40 })
  .map((events) => events.map((each, seq) => ({ ...each, seq })))
/** Of one session alone, so that most of it comes to what is sealed. */
const session = visit.map((events) =>
  events.map((each): StoredEvent => {
    const sessionId = '1'.repeat(32)
    return { ...each, anonymousId: 'a'.repeat(32), sessionId, event: { ...each.event, sessionId } }
  }),
)

/** What the store would hold after batches that were planned one by one at the same moment. */
function foldAll(batches: StoredEvent[][], sealed: StoredPart[] = [], told: KeyTells[] = []) {
  let parts = sealed
  const folds = new Map<number, string>()
  for (const batch of batches) {
    const keyed = keyEvents(batch, contentOf)
    const plan = planFolds(keyed, {
      // The latest of each key first, since the others are not read.
      parts: parts.toReversed(),
      told,
      contentOf,
      openOf: new Map(),
      coalesce: COALESCE,
      nowMs: NOON_MS,
    })
    const extended = new Map(plan.extended.map((part) => [part.interactionId, part]))
    expect(plan.folds.map(({ seq }) => seq)).toEqual(batch.map(({ seq }) => seq))
    for (const { seq, into } of plan.folds) {
      folds.set(seq, typeof into === 'string' ? into : nameOf(into))
      // One that is written, or a code that can be looked up.
      if (typeof into === 'string') expect(ERROR_CODES).toHaveProperty(into)
      else expect([...plan.opened, ...plan.extended]).toContain(into)
    }
    expect(plan.extended.filter(({ state }) => state !== 'open')).toEqual([])
    parts = [
      ...parts.map((part) => extended.get(part.interactionId) ?? part),
      ...plan.opened.map((part, index) => asStored(part, parts.length + index, sealed)),
    ]
  }
  return { parts, folds }
}

function asStored(
  part: PartOfInteraction,
  interactionId: number,
  sealed: StoredPart[],
): StoredPart {
  const before = sealed.find(({ key }) => JSON.stringify(key) === JSON.stringify(part.key))
  const milestonePercent = before?.milestonePercent ?? null
  return { ...part, interactionId, state: 'open', milestonePercent, isBuried: false }
}

/** What came of events once all of it is sealed or in another state past that. */
function sealAll(events: StoredEvent[], state: StoredPart['state']) {
  const { parts, folds } = foldAll([events])
  const sealed = parts.map((part): StoredPart => {
    return { ...part, state, milestonePercent: part.key.kind === 'video watched' ? 50 : null }
  })
  const told = parts.map((part): KeyTells => {
    const theirs = events.filter(({ seq }) => folds.get(seq) === nameOf(part))
    return { key: part.key, tells: tellsOf(part.key.kind, theirs, contentOf) ?? [] }
  })
  return { sealed, told }
}

/** What may have more to tell once it is sealed. */
const TOLD_ON = new Set(['video watched', 'pages viewed', 'step reached'])

const nameOf = ({ key, part }: PartOfInteraction): string => JSON.stringify([key, part])
const states = fc.constantFrom('sealed', 'held', 'pending', 'delivered', 'dead', 'shed')
const inOrder = <T>(list: T[], name: (each: T) => string): T[] =>
  [...list].sort((one, other) => name(one).localeCompare(name(other)))

describe('planFolds', () => {
  it('puts each event into one interaction of its own session, or says why into none', () => {
    fc.assert(
      fc.property(visit, (events) => {
        const { parts, folds } = foldAll([events])
        expect(folds.size).toBe(events.length)
        for (const { seq, anonymousId, sessionId, event } of events) {
          const into = folds.get(seq) ?? ''
          const part = parts.find((each) => nameOf(each) === into)
          if (part) expect(part.key).toMatchObject({ anonymousId, sessionId })
          else if (event.type === 'identify' || event.type === 'reset')
            expect(into).toBe('identity_only')
          else expect(into).toBe('content_not_sent')
        }
        const counted = parts.reduce((sum, { eventCount }) => sum + eventCount, 0)
        expect(counted).toBe([...folds.values()].filter((into) => into.startsWith('[')).length)
      }),
    )
  })

  it('comes to the same in any batches', () => {
    fc.assert(
      fc.property(visit, fc.array(fc.nat(40), { maxLength: 5 }), (events, cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), events.length]
        const batches = at.slice(1).map((end, index) => events.slice(at[index], end))
        const [whole, cut] = [foldAll([events]), foldAll(batches)]
        expect(cut.folds).toEqual(whole.folds)
        const plain = ({ parts }: typeof whole) =>
          inOrder(parts, nameOf).map((part) => ({ ...part, interactionId: 0 }))
        expect(plain(cut)).toEqual(plain(whole))
      }),
    )
  })

  it('comes to the same interactions in any order of arrival', () => {
    const orders = visit.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    )
    fc.assert(
      fc.property(orders, ([events, shuffled]) => {
        const [one, other] = [foldAll([events]), foldAll([shuffled])]
        const bySeq = ({ folds }: typeof one) => [...folds].sort(([a], [b]) => a - b)
        expect(bySeq(other)).toEqual(bySeq(one))
        const plain = ({ parts }: typeof one) =>
          inOrder(parts, nameOf).map((part) => ({ ...part, interactionId: 0, sealDueAtMs: 0 }))
        expect(plain(other)).toEqual(plain(one))
      }),
    )
  })

  it('adds nothing to what is sealed, and opens its next part past what is told alone', () => {
    fc.assert(
      fc.property(visit, visit, states, (before, after, state) => {
        const { sealed, told } = sealAll(before, state)
        const later = foldAll([after], sealed, told)
        expect(later.parts.slice(0, sealed.length)).toEqual(sealed)
        const names = new Set(sealed.map(({ key }) => JSON.stringify(key)))
        const next = later.parts.filter(
          ({ key, part }) => names.has(JSON.stringify(key)) && part > 1,
        )
        expect(next.filter(({ key }) => !TOLD_ON.has(key.kind))).toEqual([])
        expect(next.filter(({ part }) => part !== 2)).toEqual([])
        // What comes again says nothing new.
        const again = foldAll([before], sealed, told)
        const kinds = again.parts.slice(sealed.length).map(({ key }) => key.kind)
        expect(kinds.filter((kind) => kind !== 'video watched')).toEqual([])
      }),
    )
  })

  it('comes to the same next parts in any order of arrival and any batches', () => {
    const orders = session.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    )
    fc.assert(
      fc.property(session, orders, states, fc.nat(40), (before, [after, shuffled], state, cut) => {
        const { sealed, told } = sealAll(before, state)
        const one = foldAll([after], sealed, told)
        const other = foldAll([shuffled.slice(0, cut), shuffled.slice(cut)], sealed, told)
        const bySeq = ({ folds }: typeof one) => [...folds].sort(([a], [b]) => a - b)
        expect(bySeq(other)).toEqual(bySeq(one))
        const plain = ({ parts }: typeof one) =>
          inOrder(parts, nameOf).map((part) => ({ ...part, interactionId: 0, sealDueAtMs: 0 }))
        expect(plain(other)).toEqual(plain(one))
      }),
      // It takes a few hundred until a told page and a new one come in either order.
      { numRuns: 500 },
    )
  })

  it('has everything sealed at the maximum, and a digest after a day, at the latest', () => {
    fc.assert(
      fc.property(visit, (events) => {
        for (const { key, sealDueAtMs } of foldAll([events]).parts) {
          const maxSeconds = key.kind === 'pages viewed' ? 86_400 : COALESCE.maxSeconds
          expect(sealDueAtMs).toBeGreaterThanOrEqual(NOON_MS)
          expect(sealDueAtMs).toBeLessThanOrEqual(NOON_MS + maxSeconds * 1000)
        }
      }),
    )
  })
})
