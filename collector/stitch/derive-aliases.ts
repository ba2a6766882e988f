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
 * 1. One person at a time. The site's server and a signed token name them for certain (verified), a tracked link less
 *    so (corroborated), the page alone least (claimed). A trackingId that only Gong can read is no name: it may hold
 *    next to a person, and which of the two counts is asked later, by assurance (`aliasAt`).
 * 2. Another person, or another trackingId, ends both, as it ends the session in the page: nobody inherits another's
 *    history, nor another's trackingId. So two verified people never merge. Two trackingIds of one person whom the site
 *    has told us are no other person.
 * 3. One exception: a link that names another while a verified person is present changes nothing, not even when the
 *    site has told us whose it is. A mail was handed on, and who has logged in counts for more than whose mail it was.
 * 4. The same person goes on, as one alias of the strongest assurance that was reached. What was said with that
 *    assurance is the person: a claim adds no telephone number to somebody who is verified.
 * 5. A token that does not hold names nobody. But the page says that somebody is there: another person than the present
 *    one ends all that was known, the same changes nothing, and one of whom nothing can be read counts as another.
 * 6. Nameless history belongs to the first who is named, refused or not, 30 days back at most, never across a reset.
 *    What follows a reset is nameless again. Who resets and then logs in within one millisecond has logged in after.
 *
 * Nothing here remembers: without one fact, the same rules give what there would be had it never been told.
 */
export function deriveAliases(words: readonly DatedWord[]): Alias[] {
  const ended: Alias[] = []
  let present: Present = { ...NOBODY, namelessSinceMs: -Infinity }

  for (const { occurredAtMs, word } of words.toSorted(byTime)) {
    if (word.kind === 'who' && isHandedOn(word, present)) continue
    if (endsAll(word, present)) {
      ended.push(...aliasesOf(present, occurredAtMs))
      present = { ...NOBODY, namelessSinceMs: word.kind === 'reset' ? occurredAtMs : null }
    }
    if (isNamed(word)) present = joinedBy(word, present, occurredAtMs)
  }
  return [...ended, ...aliasesOf(present, null)]
    .filter(({ sinceMs, untilMs }) => untilMs === null || untilMs > sinceMs)
    .sort((a, b) => a.sinceMs - b.sinceMs)
}

/** Who is there at a moment, as far as was said. */
interface Present {
  /** Since when nobody has been named; null once somebody is. */
  namelessSinceMs: number | null
  named: { whoKey: string; sinceMs: number; best: Best | null } | null
  tracked: { trackingId: string; sinceMs: number } | null
  /** The latest, whether only Gong or we too can read it. */
  trackingId: string | null
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
  const isVerified = named?.best?.assurance === 'verified'
  return word.byLink === true && isVerified && named.whoKey !== word.whoKey
}

/** Rules 2, 5 and 6. */
function endsAll(word: Word, { named, trackingId }: Present): boolean {
  if (!isNamed(word)) return true
  if (isPerson(word) && named) return named.whoKey !== word.whoKey
  const ownId = trackingIdOf(word)
  return ownId !== null && trackingId !== null && ownId !== trackingId
}

function joinedBy(word: Named, present: Present, occurredAtMs: number): Present {
  const since = (): number =>
    present.namelessSinceMs === null
      ? occurredAtMs
      : Math.max(0, present.namelessSinceMs, occurredAtMs - MAX_HISTORY_MS)
  const trackingId = trackingIdOf(word) ?? present.trackingId
  if (word.kind === 'who' && word.who.kind === 'tracked') {
    const tracked = present.tracked ?? { trackingId: word.who.trackingId, sinceMs: since() }
    return { ...present, namelessSinceMs: null, tracked, trackingId }
  }
  const { whoKey, sinceMs, best } = present.named ?? { ...word, sinceMs: since(), best: null }
  const named = { whoKey, sinceMs, best: bestOf(best, word) }
  return { ...present, namelessSinceMs: null, named, trackingId }
}

/** Rule 4. */
function bestOf(best: Best | null, word: Named): Best | null {
  if (word.kind === 'refused' || word.who.kind === 'tracked') return best
  const said: Best = { person: word.who.person, assurance: word.assurance }
  if (!best || STRENGTH[said.assurance] > STRENGTH[best.assurance]) return said
  if (STRENGTH[said.assurance] < STRENGTH[best.assurance]) return best
  return { ...best, person: mergePerson(best.person, said.person) }
}

function aliasesOf({ named, tracked }: Present, untilMs: number | null): Alias[] {
  const aliases: Alias[] = []
  if (named?.best) {
    const { whoKey, sinceMs, best } = named
    const who = { kind: 'person', person: best.person } as const
    aliases.push({ sinceMs, untilMs, whoKey, who, assurance: best.assurance })
  }
  if (tracked) {
    const { trackingId, sinceMs } = tracked
    const whoKey = `tracking:${trackingId}`
    const who = { kind: 'tracked', trackingId } as const
    aliases.push({ sinceMs, untilMs, whoKey, who, assurance: 'corroborated' })
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
