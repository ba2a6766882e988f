import { isToldSession, type SessionFact } from '../store/identities.js'

/** Somebody in whom a hundred people log in is no visitor but an attack on our memory. */
export const MAX_FACTS_PER_VISITOR = 100

/** Stands for all visits of which nothing is known any more: its last time is where what is known begins. */
export const FORGOTTEN_SESSION = 'too many'

/**
 * Adds what a visitor's events say to what its sessions have said before. A session repeats itself with every event;
 * its first and last time are kept, so that somebody else in between is seen. What a site's server told of one time is
 * one word, and the last counts. Returns all facts, and which of them were not there, have moved or are no more.
 *
 * Past the limit the oldest facts go, never the newest: whoever comes often goes on being known. A reset takes their
 * place at the first time of which something is still known. So what happened before joins nobody, and neither does
 * what is said of that time later: who had been there in between cannot be told any more.
 */
export function mergeFacts(known: readonly SessionFact[], told: readonly SessionFact[]) {
  const forgottenMs = known.find(isForgotten)?.lastMs ?? -Infinity
  const facts = new Map(known.map((each) => [keyOf(each), each]))
  for (const { sessionId, fact, firstMs, lastMs } of told) {
    if (lastMs < forgottenMs) continue
    const each = { sessionId, fact, firstMs: firstMs < forgottenMs ? lastMs : firstMs, lastMs }
    if (isToldSession(sessionId)) forgetSession(facts, sessionId)
    const earlier = facts.get(keyOf(each)) ?? each
    facts.set(keyOf(each), {
      ...each,
      firstMs: Math.min(each.firstMs, earlier.firstMs),
      lastMs: Math.max(each.lastMs, earlier.lastMs),
    })
  }
  const kept = forgetOldest([...facts.values()])
  return { facts: kept, ...differences(known, kept) }
}

function forgetOldest(facts: readonly SessionFact[]): SessionFact[] {
  if (facts.length <= MAX_FACTS_PER_VISITOR) return [...facts]
  const byLast = facts.filter((each) => !isForgotten(each)).toSorted(newestFirst)
  const newest = byLast.slice(0, MAX_FACTS_PER_VISITOR - 1)
  const untilMs = byLast[newest.length]?.lastMs ?? -Infinity
  // Whether who was there at both ends was there all the time cannot be told any more.
  const kept = newest.map((each) =>
    each.firstMs < untilMs ? { ...each, firstMs: each.lastMs } : each,
  )
  const atMs = Math.min(...kept.map(({ firstMs }) => firstMs))
  const fact = { kind: 'reset' } as const
  return [{ sessionId: FORGOTTEN_SESSION, fact, firstMs: atMs, lastMs: atMs }, ...kept]
}

function differences(known: readonly SessionFact[], kept: readonly SessionFact[]) {
  const before = new Map(known.map((each) => [keyOf(each), each]))
  const after = new Set(kept.map(keyOf))
  return {
    added: kept.filter((each) => !before.has(keyOf(each))),
    moved: kept.filter((each) => {
      const earlier = before.get(keyOf(each))
      return earlier && (earlier.firstMs !== each.firstMs || earlier.lastMs !== each.lastMs)
    }),
    removed: known.filter((each) => !after.has(keyOf(each))),
  }
}

function forgetSession(facts: Map<string, SessionFact>, sessionId: string): void {
  for (const [key, each] of facts) if (each.sessionId === sessionId) facts.delete(key)
}

function isForgotten({ sessionId }: SessionFact): boolean {
  return sessionId === FORGOTTEN_SESSION
}

/** Always in the same order. */
function newestFirst(a: SessionFact, b: SessionFact): number {
  return b.lastMs - a.lastMs || b.firstMs - a.firstMs || (keyOf(a) < keyOf(b) ? -1 : 1)
}

function keyOf({ sessionId, fact }: SessionFact): string {
  return JSON.stringify([sessionId, fact])
}
