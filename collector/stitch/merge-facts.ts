import type { SessionFact } from '../store/identities.js'

/** Somebody in whom a hundred people log in is no visitor but an attack on our memory. */
export const MAX_FACTS_PER_VISITOR = 100

/**
 * Adds what a visitor's events say to what its sessions have said before. A session repeats itself with every event;
 * its first and last time are kept, so that somebody else in between is seen. Returns all facts, those that were not
 * there, and those whose times have moved. Past the limit, who goes on as they were is taken for one long visit, and
 * whoever is new counts as a reset: better nobody than somebody wrong.
 */
export function mergeFacts(known: readonly SessionFact[], told: readonly SessionFact[]) {
  const before = new Set(known.map(keyOf))
  const facts = new Map(known.map((each) => [keyOf(each), each]))
  const changed = new Map<string, SessionFact>()
  for (const { sessionId, fact, firstMs, lastMs } of told) {
    const each: SessionFact = { sessionId, fact, firstMs, lastMs }
    const isOneTooMany = !facts.has(keyOf(each)) && facts.size >= MAX_FACTS_PER_VISITOR
    const said = isOneTooMany ? oneTooMany(each, [...facts.values()]) : each
    const key = keyOf(said)
    const earlier = facts.get(key)
    if (earlier && earlier.firstMs <= said.firstMs && said.lastMs <= earlier.lastMs) continue
    const merged: SessionFact = {
      ...said,
      firstMs: Math.min(said.firstMs, earlier?.firstMs ?? said.firstMs),
      lastMs: Math.max(said.lastMs, earlier?.lastMs ?? said.lastMs),
    }
    facts.set(key, merged)
    changed.set(key, merged)
  }
  const news = [...changed]
  return {
    facts: [...facts.values()],
    added: news.flatMap(([key, fact]) => (before.has(key) ? [] : [fact])),
    moved: news.flatMap(([key, fact]) => (before.has(key) ? [fact] : [])),
  }
}

function oneTooMany(each: SessionFact, facts: readonly SessionFact[]): SessionFact {
  const fact = JSON.stringify(each.fact)
  const same = facts
    .filter((known) => JSON.stringify(known.fact) === fact)
    .reduce<SessionFact | null>((a, b) => (a && a.lastMs >= b.lastMs ? a : b), null)
  const isLatest = same && facts.every(({ firstMs }) => firstMs <= same.lastMs)
  const goesOn = isLatest && each.firstMs >= same.lastMs
  return same && goesOn
    ? { ...each, sessionId: same.sessionId }
    : { ...each, sessionId: 'too many', fact: { kind: 'reset' } }
}

function keyOf({ sessionId, fact }: SessionFact): string {
  return JSON.stringify([sessionId, fact])
}
