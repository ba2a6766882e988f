import type { Alias, Assurance, IdentityFact, Person } from '../store/who.js'
import { mergePerson } from './merge-person.js'

/** An alias reaches back over a visitor's nameless history for at most this long. */
export const MAX_HISTORY_MS = 30 * 24 * 60 * 60 * 1000

/** A fact once it is known whom a trackingId or a link names; which of the two it was stays with whom it names. */
export type Word =
  | (Extract<IdentityFact, { kind: 'who' }> & { trackingId?: string; byLink?: true })
  | Extract<IdentityFact, { kind: 'refused' | 'reset' }>

export interface DatedWord {
  /** The true time. */
  occurredAtMs: number
  word: Word
}

/**
 * Who a visitor was, from when until when, by all that is known about it, in whatever order it comes.
 *
 * 1. One person at a time. The site's server and a signed token name them for certain (verified); a tracked link, and a
 *    trackingId of which the server has told us whose it is, less so, since anybody may carry one on (corroborated); the
 *    page alone least (claimed). A trackingId that only Gong can read is no name: it may hold next to a person, and
 *    which of the two counts is asked later, by assurance (`aliasAt`).
 * 2. Another person, or another trackingId, ends both, as it ends the session in the page: nobody inherits another's
 *    history, nor another's trackingId. So two verified people never merge. Two trackingIds of one person whom the site
 *    has told us are no other person.
 * 3. One exception: a link or trackingId that names another while a verified person is present changes nothing. A mail
 *    was handed on, and who has logged in counts for more than whose mail it was.
 * 4. The same person goes on, as one alias of the strongest assurance that was reached. What was said with that
 *    assurance is the person: a claim adds no telephone number to somebody who is verified.
 * 5. A token that does not hold names nobody. But the page says that somebody is there: another person than the present
 *    one ends all that was known, the same changes nothing, and one of whom nothing can be read counts as another. Where
 *    nobody was known there is nothing to end. But the time from then on is given to nobody other than the one whom the
 *    page said, and to nobody at all where nothing of that one can be read, until somebody is named.
 * 6. Nameless history belongs to the first who is known, 30 days back at most, never across a reset. What follows a
 *    reset is nameless again. Who resets and then logs in within one millisecond has logged in after.
 *
 * Nothing here remembers: without one fact, the same rules give what there would be had it never been told.
 */
export function deriveAliases(words: readonly DatedWord[]): Alias[] {
  const ended: Alias[] = []
  let present: Present = { ...NOBODY, nameless: { sinceMs: -Infinity, untilMs: null } }

  for (const { occurredAtMs, word } of words.toSorted(byTime)) {
    if (word.kind === 'who' && isHandedOn(word, present)) continue
    if (endsAll(word, present)) {
      ended.push(...aliasesOf(present, occurredAtMs))
      present = { ...NOBODY, nameless: namelessAfter(word, present, occurredAtMs) }
    }
    if (isNamed(word)) present = joinedBy(word, present, occurredAtMs)
  }
  return [...ended, ...aliasesOf(present, null)]
    .filter(({ sinceMs, untilMs }) => untilMs === null || untilMs > sinceMs)
    .sort((a, b) => a.sinceMs - b.sinceMs)
}

/** Who is there at a moment, as far as was said. */
interface Present {
  /** The time that goes to whoever is known first; null once somebody has been. */
  nameless: Nameless | null
  named: ({ whoKey: string; best: Best | null } & Reach) | null
  tracked: ({ trackingId: string } & Reach) | null
  /** The latest, whether only Gong or we too can read it. */
  trackingId: string | null
}

interface Nameless {
  sinceMs: number
  /** From then on the page said somebody, of whom nothing is proven and who is no longer there; null while it did not. */
  untilMs: number | null
}

/** What is somebody's: from `sinceMs` on, and before that some history, where the two do not meet. */
interface Reach {
  sinceMs: number
  history: { sinceMs: number; untilMs: number } | null
}

/** A person in the words of the strongest assurance; none of somebody who was only refused. */
interface Best {
  person: Person
  assurance: Assurance
}

type Named = Extract<Word, { kind: 'who' }> | { kind: 'refused'; whoKey: string }

const NOBODY = { named: null, tracked: null, trackingId: null }

const STRENGTH: Record<Assurance, number> = {
  inferred: 0,
  claimed: 1,
  corroborated: 2,
  verified: 3,
}

function isNamed(word: Word): word is Named & Word {
  return word.kind === 'who' || (word.kind === 'refused' && word.whoKey !== null)
}

/** Rule 3. */
function isHandedOn(word: Extract<Word, { kind: 'who' }>, { named }: Present): boolean {
  const isCarried = word.byLink === true || word.trackingId !== undefined
  const isVerified = named?.best?.assurance === 'verified'
  return isCarried && isVerified && named.whoKey !== word.whoKey
}

/** Rules 2, 5 and 6. */
function endsAll(word: Word, { named, trackingId }: Present): boolean {
  if (!isNamed(word)) return true
  if (isPerson(word) && named) return named.whoKey !== word.whoKey
  const ownId = trackingIdOf(word)
  return ownId !== null && trackingId !== null && ownId !== trackingId
}

/** Rules 5 and 6. */
function namelessAfter(word: Word, { nameless, named }: Present, atMs: number): Nameless | null {
  if (word.kind === 'reset') return { sinceMs: atMs, untilMs: null }
  return nameless && { ...nameless, untilMs: nameless.untilMs ?? named?.sinceMs ?? atMs }
}

function joinedBy(word: Named, present: Present, occurredAtMs: number): Present {
  const { named } = present
  const trackingId = trackingIdOf(word) ?? present.trackingId
  if (word.kind === 'refused') {
    const { whoKey } = word
    const said = named ?? { whoKey, sinceMs: occurredAtMs, history: null, best: null }
    return { ...present, named: said }
  }
  if (word.who.kind === 'tracked') {
    const own = { trackingId: word.who.trackingId, ...reachFrom(occurredAtMs, present) }
    return { ...present, nameless: null, tracked: present.tracked ?? own, trackingId }
  }
  const { person } = word.who
  const best = bestOf(named?.best ?? null, { person, assurance: word.assurance })
  const reach = named?.best ? named : reachFrom(named?.sinceMs ?? occurredAtMs, present)
  const { sinceMs, history } = reach
  const now = { whoKey: word.whoKey, sinceMs, history, best }
  return { ...present, nameless: null, named: now, trackingId }
}

/** Rule 6. */
function reachFrom(saidAtMs: number, { nameless }: Present): Reach {
  if (!nameless) return { sinceMs: saidAtMs, history: null }
  const sinceMs = Math.max(0, nameless.sinceMs, saidAtMs - MAX_HISTORY_MS)
  const { untilMs } = nameless
  if (untilMs === null) return { sinceMs, history: null }
  return { sinceMs: saidAtMs, history: sinceMs < untilMs ? { sinceMs, untilMs } : null }
}

/** Rule 4. */
function bestOf(best: Best | null, said: Best): Best {
  if (!best || STRENGTH[said.assurance] > STRENGTH[best.assurance]) return said
  if (STRENGTH[said.assurance] < STRENGTH[best.assurance]) return best
  return { ...best, person: mergePerson(best.person, said.person) }
}

function aliasesOf({ named, tracked }: Present, untilMs: number | null): Alias[] {
  const aliases: Alias[] = []
  const add = ({ sinceMs, history }: Reach, who: Omit<Alias, 'sinceMs' | 'untilMs'>): void => {
    if (history) aliases.push({ ...history, ...who })
    aliases.push({ sinceMs, untilMs, ...who })
  }
  if (named?.best) {
    const { person, assurance } = named.best
    add(named, { whoKey: named.whoKey, who: { kind: 'person', person }, assurance })
  }
  if (tracked) {
    const { trackingId } = tracked
    const who = { kind: 'tracked', trackingId } as const
    add(tracked, { whoKey: `tracking:${trackingId}`, who, assurance: 'corroborated' })
  }
  return aliases
}

function isPerson(word: Named): boolean {
  return word.kind === 'refused' || word.who.kind === 'person'
}

function trackingIdOf(word: Named): string | null {
  if (word.kind === 'refused') return null
  return word.who.kind === 'tracked' ? word.who.trackingId : (word.trackingId ?? null)
}

function byTime(a: DatedWord, b: DatedWord): number {
  return (
    a.occurredAtMs - b.occurredAtMs ||
    orderOf(a.word) - orderOf(b.word) ||
    (JSON.stringify(a.word) < JSON.stringify(b.word) ? -1 : 1)
  )
}

/** Of one moment: what ends first, then the stronger, then a person before a trackingId; and always in the same order. */
function orderOf(word: Word): number {
  if (word.kind === 'reset') return 0
  if (word.kind === 'refused') return word.whoKey === null ? 1 : 10
  return 9 - 2 * STRENGTH[word.assurance] + (word.who.kind === 'tracked' ? 1 : 0)
}
