import type { Alias, IdentityFact, Who } from '../store/who.js'

/** An alias reaches back over a visitor's nameless history for at most this long. */
export const MAX_HISTORY_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Who a visitor was, from when until when, by all the facts known about it in the order in which they happened.
 *
 * A visitor's nameless history belongs to the first person that it becomes, 30 days back at most and never across a
 * reset. The next person of the same source (another address, another trackingId) begins where the former ends: nobody
 * inherits another's history. A page's claim and a trackingId are two sources and may hold at once; which of them
 * counts is asked later, by assurance. A reset ends all of them, and what follows is nameless again.
 *
 * Facts that arrive late are put in their place and everything is derived anew, so the order of arrival does not matter.
 */
export function deriveAliases(
  facts: readonly { occurredAtMs: number; fact: IdentityFact }[],
): Alias[] {
  const ended: Alias[] = []
  let current: Alias[] = []
  let namelessSinceMs: number | null = -Infinity

  for (const { occurredAtMs, fact } of facts) {
    if (fact.kind === 'reset') {
      ended.push(...current.map((alias) => ({ ...alias, untilMs: occurredAtMs })))
      current = []
      namelessSinceMs = occurredAtMs
      continue
    }
    const same = current.find(({ whoKey }) => whoKey === fact.whoKey)
    if (same) {
      same.who = mergeWho(same.who, fact.who)
      continue
    }
    const former = current.find(({ who }) => who.kind === fact.who.kind)
    if (former) {
      ended.push({ ...former, untilMs: occurredAtMs })
      current = current.filter((alias) => alias !== former)
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
