import type { StoredEvent, Visitor } from '../store/events.js'
import type { DatedFact } from '../store/identities.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { deriveAliases } from './derive-aliases.js'
import { identityFactsOf } from './identity-fact.js'

/**
 * Takes the next events to the person behind them: what they say of their visitor becomes aliases, and interactions
 * that were held for want of a person are asked again. One transaction. Returns how many events it took.
 */
export async function stitchOnce(store: Store, limit: number): Promise<number> {
  return store.transaction(async (tx) => {
    const events = await tx.readEventsAt('received', limit)
    if (events.length === 0) return 0
    for (const { visitor, facts } of factsByVisitor(events)) {
      await stitchVisitor(tx, visitor, facts)
    }
    await tx.markStitched(events.map(({ seq }) => seq))
    return events.length
  })
}

async function stitchVisitor(
  tx: StoreVerbs,
  visitor: Visitor,
  facts: readonly DatedFact[],
): Promise<void> {
  if (!(await tx.addFacts(visitor, facts))) return
  const aliases = deriveAliases(await tx.readFacts(visitor))
  await tx.replaceAliases(visitor, aliases)
  await tx.releaseHeld(visitor)
}

function factsByVisitor(events: readonly StoredEvent[]) {
  const visitors = new Map<string, { visitor: Visitor; facts: DatedFact[] }>()
  for (const { siteId, anonymousId, sessionId, occurredAtMs, event } of events) {
    for (const fact of identityFactsOf(event)) {
      const key = `${siteId} ${anonymousId}`
      const known = visitors.get(key) ?? { visitor: { siteId, anonymousId }, facts: [] }
      known.facts.push({ sessionId, occurredAtMs, fact })
      visitors.set(key, known)
    }
  }
  return visitors.values()
}
