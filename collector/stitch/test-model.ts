import type { Assurance } from '../store/who.js'
import { MAX_HISTORY_MS, type DatedWord, type Word } from './derive-aliases.js'

interface Stretch {
  fromMs: number
  untilMs: number
  /** Whether its beginning was nobody's. */
  nameless: boolean
  words: DatedWord[]
}

/**
 * The rules of identity once more, said of one moment and not of a sequence: time is cut where a word contradicts any
 * earlier one since the last cut, and a moment belongs to whoever its stretch names. Words are in order of time.
 */
export function whoAt(words: readonly DatedWord[], atMs: number) {
  const stretch = cut(words).find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
  if (!stretch) return { person: null, trackingId: null }
  const since = (word: DatedWord): number =>
    stretch.nameless && word === stretch.words[0]
      ? Math.max(stretch.fromMs, word.occurredAtMs - MAX_HISTORY_MS)
      : word.occurredAtMs
  const isThere = (word: DatedWord | undefined): boolean =>
    word !== undefined && since(word) <= atMs

  const people = stretch.words.filter(({ word }) => personOf(word) !== null)
  const proven = people.flatMap(({ word }) => (word.kind === 'who' ? word.assurance : []))
  const ids = stretch.words.filter(({ word }) => word.kind === 'who' && word.who.kind === 'tracked')
  const [person] = people
  const [id] = ids
  return {
    person:
      person && proven.length > 0 && isThere(person)
        ? { whoKey: personOf(person.word), assurance: strongest(proven) }
        : null,
    trackingId: id && isThere(id) ? trackingIdOf(id.word) : null,
  }
}

function cut(words: readonly DatedWord[]): Stretch[] {
  const stretches: Stretch[] = [{ fromMs: 0, untilMs: Infinity, nameless: true, words: [] }]
  for (const each of words) {
    const last = stretches.at(-1)
    if (!last) throw new Error('there is always a stretch')
    const { occurredAtMs, word } = each
    const isEnd = word.kind === 'reset' || (word.kind === 'refused' && word.whoKey === null)
    const before = last.words.map((earlier) => earlier.word)
    if (isHandedOn(word, before)) continue
    if (isEnd || contradicts(word, before)) {
      last.untilMs = occurredAtMs
      const nameless = word.kind === 'reset'
      const own = isEnd ? [] : [each]
      stretches.push({ fromMs: occurredAtMs, untilMs: Infinity, nameless, words: own })
    } else last.words.push(each)
  }
  return stretches
}

function isHandedOn(word: Word, before: readonly Word[]): boolean {
  const isLink = word.kind === 'who' && word.byLink === true
  const others = before.filter((each) => each.kind === 'who' && each.assurance === 'verified')
  return isLink && others.some((each) => personOf(each) !== personOf(word))
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
