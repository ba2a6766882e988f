import { randomUUID } from 'node:crypto'
import { NOON_MS, SESSION, VISITOR } from '../../wire/test-data.js'
import type { SealedContent } from './interaction.js'
import type { Attempt, Conclusion } from './conclude.js'
import type { Claim } from './outbox.js'
import type { Store } from './store.js'
import type { Assurance, Who } from './who.js'

export const ADA: Who = { kind: 'person', person: { email: 'ada@example.org' } }

export function aSealedContent(changes: Partial<SealedContent> = {}): SealedContent {
  return {
    eventType: 'page viewed',
    occurredAtMs: NOON_MS,
    title: 'Pricing',
    priority: 'normal',
    reportAs: 'digital-interaction',
    customFields: [],
    ...changes,
  }
}

interface Given {
  laneKey?: string
  who?: Who
  assurance?: Assurance
  content?: Partial<SealedContent>
  nowMs?: number
}

/** Seals an interaction of a content of its own. Returns its number. */
export async function sealOne(store: Store, content: Partial<SealedContent> = {}): Promise<number> {
  const sealed = aSealedContent(content)
  const gongEventId = randomUUID()
  const [interactionId = NaN] = await store.openInteractions([
    {
      key: {
        siteId: 'acme-www',
        anonymousId: VISITOR,
        sessionId: SESSION,
        kind: 'page viewed',
        contentKey: gongEventId,
      },
      part: 1,
      openedAtMs: NOON_MS,
      sealDueAtMs: NOON_MS,
      firstOccurredAtMs: sealed.occurredAtMs,
      eventCount: 1,
    },
  ])
  await store.seal([{ interactionId, gongEventId, content: sealed, milestonePercent: null }])
  return interactionId
}

/** Puts an interaction into a person's lane, as enrich does. Returns its number. */
export async function queueOne(store: Store, given: Given = {}): Promise<number> {
  const interactionId = await sealOne(store, given.content)
  const { laneKey = 'email:ada@example.org', who = ADA, assurance = 'corroborated' } = given
  const { nowMs = NOON_MS } = given
  await store.makePending(interactionId, { who, assurance, laneKey, nowMs })
  const { priority = 'normal' } = given.content ?? {}
  await store.queueLane(laneKey, { dueAtMs: nowMs, priority })
  return interactionId
}

export function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    startedAtMs: NOON_MS,
    durationMs: 10,
    outcome: 'delivered',
    status: 200,
    reason: null,
    requestId: 'r-1',
    errors: [],
    ...changes,
  }
}

/** Concludes a claim at `nowMs`, by default as delivered. */
export function concludeAt(
  store: Store,
  nowMs: number,
  claim: Claim,
  conclusion: Conclusion = { state: 'delivered', requestId: 'r-1' },
): Promise<boolean> {
  return store.transaction((tx) => tx.conclude(claim, { attempt: anAttempt(), conclusion, nowMs }))
}
