import { isEndedSession, isToldSession, type SessionFact } from '../store/identities.js'
import { forgetOldest, isForgotten, keyOf, withoutCarried } from './forget-oldest.js'

/**
 * Adds what a visitor's events say to what its sessions have said before. A session repeats itself with every event;
 * its first and last time are kept, so that somebody else in between is seen. What a site's server told of one time is
 * one word, and the last counts. Returns all facts, and which of them were not there, have moved or are no more.
 *
 * Past the limit the oldest are forgotten. What is said of that time later joins nobody either, and ends who went on
 * from there: who had been there in between cannot be told any more.
 */
export function mergeFacts(known: readonly SessionFact[], told: readonly SessionFact[]) {
  const forgottenMs = known.find(isForgotten)?.lastMs ?? -Infinity
  const isLate = told.some(
    ({ sessionId, lastMs }) => lastMs < forgottenMs && !isEndedSession(sessionId),
  )
  const before = isLate ? withoutCarried(known, forgottenMs) : known
  const facts = new Map(before.map((each) => [keyOf(each), each]))
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
