import { isDeepStrictEqual } from 'node:util'
import type { StoredEvent, Visitor } from '../store/events.js'
import type { SessionFact } from '../store/identities.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { nameOf, type Erasable } from '../store/tombstones.js'
import { deriveAliases, type DatedFact } from './derive-aliases.js'
import { identityFactsOf } from './identity-fact.js'
import { mergeFacts } from './merge-facts.js'

/**
 * Takes the next events to the person behind them: what they say of their visitor becomes aliases, and interactions
 * that were held for want of a person are asked again. What happened to somebody before they were erased goes, however
 * late it comes. One transaction. Returns how many events it took.
 */
export async function stitchOnce(store: Store, limit: number): Promise<number> {
  const stitched = await store.tryStage(async (tx) => {
    const received = await tx.readEventsAt('received', limit)
    const erased = await findErased(tx, received)
    if (erased.size > 0) await tx.dropEvents([...erased], 'person_erased', await tx.nowMs())
    const events = received.filter((event) => !erased.has(event))
    for (const { visitor, told } of factsByVisitor(events)) {
      await stitchVisitor(tx, visitor, told)
    }
    if (events.length > 0) await tx.markStitched(events.map(({ seq }) => seq))
    return received.length
  })
  return stitched ?? 0
}

/** Those whose visitor, or whom they name, was erased after they happened. */
async function findErased(tx: StoreVerbs, events: readonly StoredEvent[]) {
  const named = events.map((event) => ({ event, erasables: erasablesOf(event) }))
  const tombstones = await tx.readTombstones(named.flatMap(({ erasables }) => erasables))
  const isErased = ({ event, erasables }: (typeof named)[number]): boolean =>
    erasables.some((each) => event.occurredAtMs <= (tombstones.get(nameOf(each)) ?? -1))
  return new Set(named.filter(isErased).map(({ event }) => event))
}

function erasablesOf({ siteId, anonymousId, event }: StoredEvent): Erasable[] {
  const whoKeys = identityFactsOf(event).flatMap((fact) =>
    fact.kind === 'who' ? [fact.whoKey] : [],
  )
  return [
    { kind: 'visitor', visitor: { siteId, anonymousId } },
    ...whoKeys.map((whoKey) => ({ kind: 'person' as const, whoKey })),
  ]
}

async function stitchVisitor(
  tx: StoreVerbs,
  visitor: Visitor,
  told: readonly SessionFact[],
): Promise<void> {
  const { facts, changed } = mergeFacts(await tx.readFacts(visitor), told)
  if (changed.length === 0) return
  await tx.keepFacts(visitor, changed)
  const aliases = deriveAliases(facts.flatMap(datedFacts))
  // Most events repeat what was known.
  if (isDeepStrictEqual(aliases, await tx.readAliases(visitor))) return
  await tx.replaceAliases(visitor, aliases)
  await tx.releaseHeld(visitor)
}

function datedFacts({ fact, firstMs, lastMs }: SessionFact): DatedFact[] {
  return firstMs === lastMs
    ? [{ occurredAtMs: firstMs, fact }]
    : [
        { occurredAtMs: firstMs, fact },
        { occurredAtMs: lastMs, fact },
      ]
}

function factsByVisitor(events: readonly StoredEvent[]) {
  const visitors = new Map<string, { visitor: Visitor; told: SessionFact[] }>()
  for (const { siteId, anonymousId, sessionId, occurredAtMs, event } of events) {
    for (const fact of identityFactsOf(event)) {
      const key = `${siteId} ${anonymousId}`
      const known = visitors.get(key) ?? { visitor: { siteId, anonymousId }, told: [] }
      known.told.push({ sessionId, fact, firstMs: occurredAtMs, lastMs: occurredAtMs })
      visitors.set(key, known)
    }
  }
  return visitors.values()
}
