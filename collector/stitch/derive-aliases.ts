import type { Alias, IdentityFact, Who } from '../store/who.js'

/** An alias reaches back over a visitor's nameless history for at most this long. */
export const MAX_HISTORY_MS = 30 * 24 * 60 * 60 * 1000

export interface DatedFact {
  /** The true time. */
  occurredAtMs: number
  fact: IdentityFact
}

/**
 * Who a visitor was, from when until when, by all the facts known about it, in whatever order they come.
 *
 * A visitor's nameless history belongs to the first person that it becomes, 30 days back at most and never across a
 * reset. A page's claim and a trackingId are two sources and may hold at once; which of them counts is asked later, by
 * assurance. Another person of either source (another address, another trackingId) ends both, as it ends the session
 * in the page: nobody inherits another's history, nor another's trackingId. A reset ends them too, and what follows is
 * nameless again. Who resets and then logs in within one millisecond has logged in after the reset.
 */
export function deriveAliases(facts: readonly DatedFact[]): Alias[] {
  const ended: Alias[] = []
  let current: Alias[] = []
  let namelessSinceMs: number | null = -Infinity

  for (const { occurredAtMs, fact } of facts.toSorted(byTime)) {
    const same = fact.kind === 'who' && current.find(({ whoKey }) => whoKey === fact.whoKey)
    if (same && fact.kind === 'who') {
      same.who = mergeWho(same.who, fact.who)
      continue
    }
    const isSomeoneElse =
      fact.kind === 'reset' || current.some(({ who }) => who.kind === fact.who.kind)
    if (isSomeoneElse) {
      ended.push(...current.map((alias) => ({ ...alias, untilMs: occurredAtMs })))
      current = []
    }
    if (fact.kind === 'reset') {
      namelessSinceMs = occurredAtMs
      continue
    }
    const sinceMs =
      namelessSinceMs === null
        ? occurredAtMs
        : Math.max(0, namelessSinceMs, occurredAtMs - MAX_HISTORY_MS)
    namelessSinceMs = null
    const { whoKey, who, assurance } = fact
    current.push({ sinceMs, untilMs: null, whoKey, who, assurance })
  }
  return [...ended, ...current]
    .filter(({ sinceMs, untilMs }) => untilMs === null || untilMs > sinceMs)
    .sort((a, b) => a.sinceMs - b.sinceMs)
}

function byTime(a: DatedFact, b: DatedFact): number {
  return a.occurredAtMs - b.occurredAtMs || (orderOf(a.fact) < orderOf(b.fact) ? -1 : 1)
}

/** Of one moment: a reset first, then always in the same order. */
function orderOf(fact: IdentityFact): string {
  return fact.kind === 'reset' ? '' : JSON.stringify(fact)
}

/** What the same person said later adds to and overrides what was said before. */
function mergeWho(former: Who, later: Who): Who {
  if (former.kind !== 'person' || later.kind !== 'person') return later
  const company = { ...former.person.company, ...later.person.company }
  return {
    kind: 'person',
    person: {
      ...former.person,
      ...later.person,
      ...(Object.keys(company).length > 0 && { company }),
    },
  }
}
