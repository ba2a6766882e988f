import type { SessionFact } from '../store/identities.js'

/** Somebody in whom a thousand people log in is no visitor but an attack on our memory. */
export const MAX_FACTS_PER_VISITOR = 1000

/**
 * Adds what a visitor's events say to what its sessions have said before. A session repeats itself with every event;
 * its first and last time are kept, so that somebody else in between is seen. Returns the facts that changed. Past the
 * limit, whoever is new counts as a reset: better nobody than somebody wrong.
 */
export function mergeFacts(
  known: readonly SessionFact[],
  told: readonly SessionFact[],
): { facts: SessionFact[]; changed: SessionFact[] } {
  const facts = new Map(known.map((each) => [keyOf(each), each]))
  const changed = new Map<string, SessionFact>()
  for (const each of told) {
    const isOneTooMany = !facts.has(keyOf(each)) && facts.size >= MAX_FACTS_PER_VISITOR
    const said: SessionFact = isOneTooMany
      ? { ...each, sessionId: 'too many', fact: { kind: 'reset' } }
      : each
    const key = keyOf(said)
    const before = facts.get(key)
    if (before && before.firstMs <= said.firstMs && said.lastMs <= before.lastMs) continue
    const merged: SessionFact = {
      ...said,
      firstMs: Math.min(said.firstMs, before?.firstMs ?? said.firstMs),
      lastMs: Math.max(said.lastMs, before?.lastMs ?? said.lastMs),
    }
    facts.set(key, merged)
    changed.set(key, merged)
  }
  return { facts: [...facts.values()], changed: [...changed.values()] }
}

function keyOf({ sessionId, fact }: SessionFact): string {
  return JSON.stringify([sessionId, fact])
}
