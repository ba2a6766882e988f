import type { Assurance } from '../store/who.js'
import { MAX_HISTORY_MS, type DatedWord, type Word } from './derive-aliases.js'

interface Stretch {
  untilMs: number
  /** The time that was nobody's as it began: from when, and until somebody was said in vain who is gone since. */
  nameless: { fromMs: number; untilMs: number } | null
  words: DatedWord[]
}

/**
 * The rules of identity once more, said of one moment and not of a sequence: time is cut where a word contradicts any
 * earlier one since the last cut, and a moment belongs to whoever its stretch names, or to whom a later one does where
 * its own knows nobody. Words are in order of time.
 */
export function whoAt(words: readonly DatedWord[], atMs: number) {
  for (const stretch of cut(words)) {
    const there = whoIn(stretch, atMs)
    if (there.person ?? there.trackingId) return there
  }
  return { person: null, trackingId: null }
}

function whoIn({ untilMs, nameless, words }: Stretch, atMs: number) {
  const firstKnown = words.find(({ word }) => word.kind === 'who')
  /** Of whoever is known from this word on, and was first said to be there at `saidAtMs`. */
  const isThere = (known: DatedWord, saidAtMs: number): boolean => {
    if (atMs >= untilMs) return false
    if (known !== firstKnown || nameless === null) return atMs >= saidAtMs
    const isHistory = atMs >= Math.max(nameless.fromMs, saidAtMs - MAX_HISTORY_MS)
    return atMs >= saidAtMs || (isHistory && atMs < nameless.untilMs)
  }
  const people = words.filter(({ word }) => personOf(word) !== null)
  const proven = people.flatMap(({ word }) => (word.kind === 'who' ? word.assurance : []))
  const known = people.find(({ word }) => word.kind === 'who')
  const id = words.find(({ word }) => word.kind === 'who' && word.who.kind === 'tracked')
  return {
    person:
      known && isThere(known, people[0]?.occurredAtMs ?? NaN)
        ? { whoKey: personOf(known.word), assurance: strongest(proven) }
        : null,
    trackingId: id && isThere(id, id.occurredAtMs) ? trackingIdOf(id.word) : null,
  }
}

function cut(words: readonly DatedWord[]): Stretch[] {
  const nameless = { fromMs: 0, untilMs: Infinity }
  const stretches: Stretch[] = [{ untilMs: Infinity, nameless, words: [] }]
  for (const each of words) {
    const last = stretches.at(-1)
    if (!last) throw new Error('there is always a stretch')
    const { occurredAtMs, word } = each
    const isEnd = word.kind === 'reset' || (word.kind === 'refused' && word.whoKey === null)
    const before = last.words.map((earlier) => earlier.word)
    if (isHandedOn(word, before)) continue
    if (isEnd || contradicts(word, before)) {
      last.untilMs = occurredAtMs
      const own = isEnd ? [] : [each]
      stretches.push({ untilMs: Infinity, nameless: namelessAfter(last, each), words: own })
    } else last.words.push(each)
  }
  return stretches
}

function namelessAfter({ nameless, words }: Stretch, { word, occurredAtMs }: DatedWord) {
  if (word.kind === 'reset') return { fromMs: occurredAtMs, untilMs: Infinity }
  const isKnown = words.some((each) => each.word.kind === 'who')
  if (nameless === null || isKnown) return null
  const saidAtMs = words[0]?.occurredAtMs ?? occurredAtMs
  return { ...nameless, untilMs: Math.min(nameless.untilMs, saidAtMs) }
}

function isHandedOn(word: Word, before: readonly Word[]): boolean {
  const isCarried = 'byLink' in word || 'trackingId' in word
  const others = before.filter((each) => each.kind === 'who' && each.assurance === 'verified')
  return isCarried && others.some((each) => personOf(each) !== personOf(word))
}

function contradicts(word: Word, before: readonly Word[]): boolean {
  const people = before.flatMap((each) => personOf(each) ?? [])
  const person = personOf(word)
  if (person !== null && people.length > 0) return !people.includes(person)
  const ids = before.flatMap((each) => trackingIdOf(each) ?? [])
  const id = trackingIdOf(word)
  return id !== null && ids.length > 0 && ids.at(-1) !== id
}

function personOf(word: Word): string | null {
  if (word.kind === 'reset') return null
  return word.kind === 'who' && word.who.kind === 'tracked' ? null : word.whoKey
}

function trackingIdOf(word: Word): string | null {
  if (word.kind !== 'who') return null
  return word.who.kind === 'tracked' ? word.who.trackingId : (word.trackingId ?? null)
}

function strongest(all: readonly Assurance[]): Assurance {
  const order: Assurance[] = ['verified', 'corroborated', 'claimed', 'inferred']
  return order.find((each) => all.includes(each)) ?? 'inferred'
}
