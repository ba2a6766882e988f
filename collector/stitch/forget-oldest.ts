import { isEndedSession, isToldSession, type SessionFact } from '../store/identities.js'
import type { IdentityFact } from '../store/who.js'
import { deriveAliases } from './derive-aliases.js'
import { resolveFacts, type Knowledge } from './resolve-facts.js'

/** Somebody in whom a hundred people log in is no visitor but an attack on our memory. */
export const MAX_FACTS_PER_VISITOR = 100

/** Of those who were named in the time that is forgotten, so that they leave room for what is known. */
export const MAX_FORMER = 10

/** Stands for all visits of which nothing is known any more: its time is where what is known begins. */
export const FORGOTTEN_SESSION = 'too many'

/** The reset that stands for what is forgotten is so long before what is known, and who goes on a millisecond less. */
const BEFORE_MS = 2

/** What links and trackingIds say is not asked: by the time it would be, it may be something else. */
const NOTHING: Knowledge = { people: new Map(), links: new Map(), naming: new Set() }

/**
 * A visitor's facts, no more than we keep. What says nothing goes first: visits by links that had ended, and what the
 * site's server told between two times at which it told the same. Then the oldest go, never the newest: whoever comes
 * often goes on being known. A reset takes their place, just before the first time of which something is still known. So
 * what happened before joins nobody.
 *
 * Who was there as it ended goes on, by a fact of their own, where nothing that is forgotten may have said otherwise.
 * Of all others who were named since the last reset their address alone is kept, as of a token that did not hold: they
 * have no part in what follows, but it can still be seen that one of them was an own person.
 *
 * A bounded memory forgets: taking back the hundred words that drove out another does not bring that one back, and who
 * goes on may depend on the order in which we heard of it; heard too late, it is nobody.
 */
export function forgetOldest(all: readonly SessionFact[]): SessionFact[] {
  const facts = withoutRepeats(withoutSilent(all))
  if (facts.length <= MAX_FACTS_PER_VISITOR) return facts
  const byLast = facts.filter((each) => !isForgotten(each)).toSorted(newestFirst)
  for (let count = MAX_FACTS_PER_VISITOR - 1; ; count--) {
    const cut = cutAt(byLast.slice(0, count), [
      ...facts.filter(isForgotten),
      ...byLast.slice(count),
    ])
    if (cut.length <= MAX_FACTS_PER_VISITOR) return cut
  }
}

export function isForgotten({ sessionId }: SessionFact): boolean {
  return sessionId === FORGOTTEN_SESSION
}

export function keyOf({ sessionId, fact }: SessionFact): string {
  return JSON.stringify([sessionId, fact])
}

/**
 * What is left once something was said of the time that is forgotten, too late for its place to be found: who went on
 * from then may have been gone.
 */
export function withoutCarried(facts: readonly SessionFact[], forgottenMs: number): SessionFact[] {
  const carriedMs = forgottenMs + BEFORE_MS - 1
  return facts.flatMap((each) => {
    if (each.firstMs !== carriedMs) return each
    return each.lastMs === carriedMs ? [] : { ...each, firstMs: each.lastMs }
  })
}

function cutAt(newest: readonly SessionFact[], oldest: readonly SessionFact[]): SessionFact[] {
  const untilMs = Math.max(...oldest.map(({ lastMs }) => lastMs))
  const begun = newest.filter((each) => each.firstMs < untilMs)
  // Whether who was there at both ends was there all the time cannot be told any more.
  const kept = newest.map((each) =>
    begun.includes(each) ? { ...each, firstMs: each.lastMs } : each,
  )
  const atMs = Math.min(...kept.map(({ firstMs }) => firstMs)) - BEFORE_MS

  const past = [...oldest, ...begun.map((each) => ({ ...each, lastMs: each.firstMs }))]
  const carried = presentIn(past)
  const former = formerIn(past).filter((whoKey) => {
    return !(carried?.fact.kind === 'who' && carried.fact.whoKey === whoKey)
  })
  const standIns: IdentityFact[] = [
    { kind: 'reset' },
    ...former.map((whoKey) => ({ kind: 'refused', whoKey, reason: 'identity_unproven' }) as const),
  ]
  const result = new Map(
    standIns
      .map((fact) => ({ sessionId: FORGOTTEN_SESSION, fact, firstMs: atMs, lastMs: atMs }))
      .concat(kept)
      .map((each) => [keyOf(each), each]),
  )
  if (carried) {
    const firstMs = atMs + BEFORE_MS - 1
    const lastMs = result.get(keyOf(carried))?.lastMs ?? firstMs
    result.set(keyOf(carried), { ...carried, firstMs, lastMs })
  }
  return [...result.values()]
}

/** The last word of whoever was there at the end of it all, for sure; by it they go on. */
function presentIn(past: readonly SessionFact[]): SessionFact | null {
  const person = deriveAliases(resolveFacts(past, NOTHING)).find(
    ({ who, untilMs }) => who.kind === 'person' && untilMs === null,
  )
  if (!person) return null
  const byLast = past.toSorted(newestFirst)
  const { whoKey, assurance } = person
  const index = byLast.findIndex(
    ({ fact }) => fact.kind === 'who' && fact.whoKey === whoKey && fact.assurance === assurance,
  )
  const last = byLast[index]
  if (!last) return null
  // A mail that was handed on changes nothing for the verified, and whose a link or trackingId was ends all others.
  const isSure = assurance === 'verified' || !byLast.slice(0, index).some(isCarriedOn)
  return isSure ? last : null
}

/** Who was named since the last reset, by their addresses, those that came first; for certain or not. */
function formerIn(past: readonly SessionFact[]): string[] {
  const resets = past.filter(({ fact }) => fact.kind === 'reset')
  const sinceMs = Math.max(-Infinity, ...resets.map(({ lastMs }) => lastMs))
  const said = past
    .filter(({ lastMs }) => lastMs >= sinceMs)
    .toSorted(newestFirst)
    .toReversed()
  const whoKeys = said.flatMap(({ fact }) => {
    const isNamed = fact.kind === 'who' || fact.kind === 'refused'
    return isNamed && fact.whoKey?.startsWith('email:') ? fact.whoKey : []
  })
  return [...new Set(whoKeys)].slice(0, MAX_FORMER)
}

function isCarriedOn({ fact }: SessionFact): boolean {
  return fact.kind === 'link' || (fact.kind === 'who' && fact.who.kind === 'tracked')
}

function withoutSilent(facts: readonly SessionFact[]): SessionFact[] {
  const silent = facts.filter(({ sessionId }) => isEndedSession(sessionId)).toSorted(newestFirst)
  const excess = Math.max(0, facts.length - MAX_FACTS_PER_VISITOR)
  const gone = new Set(silent.toReversed().slice(0, excess))
  return facts.filter((each) => !gone.has(each))
}

function withoutRepeats(facts: readonly SessionFact[]): SessionFact[] {
  const excess = facts.length - MAX_FACTS_PER_VISITOR
  const gone = new Set<SessionFact>()
  if (excess <= 0) return [...facts]
  const said = facts
    .flatMap((each) => [...new Set([each.firstMs, each.lastMs])].map((atMs) => ({ atMs, each })))
    .toSorted((a, b) => a.atMs - b.atMs || newestFirst(b.each, a.each))
  let before: SessionFact | undefined
  for (const [index, { each }] of said.entries()) {
    const text = JSON.stringify(each.fact)
    const isBetween = [before, said[index + 1]?.each].every((other) => {
      return other !== undefined && JSON.stringify(other.fact) === text
    })
    if (gone.size < excess && isBetween && isToldSession(each.sessionId)) gone.add(each)
    else before = each
  }
  return facts.filter((each) => !gone.has(each))
}

/** Always in the same order. */
function newestFirst(a: SessionFact, b: SessionFact): number {
  return b.lastMs - a.lastMs || b.firstMs - a.firstMs || (keyOf(a) < keyOf(b) ? -1 : 1)
}
