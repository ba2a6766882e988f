import { cleanText } from '../lib/clean-text.js'
import type { InteractionKind, SealedContent } from '../store/interaction.js'

/** Something that was done, once however often. */
export interface Deed {
  kind: DeedKind
  eventType: string
  title: string
  activeSeconds: number
}

export type DeedKind = Exclude<InteractionKind, 'pages viewed'>

export interface Words {
  verb: string
  one: string
  many: string
  /** What the number of them is called. */
  field: string
}

/** By which of two that were done as often comes first in the sentence. */
export const DEED_WORDS: Record<DeedKind, Words> = {
  'page viewed': { verb: 'viewed', one: 'a page', many: 'pages', field: 'Pages' },
  'video watched': { verb: 'watched', one: 'a video', many: 'videos', field: 'Videos' },
  'form submitted': { verb: 'submitted', one: 'a form', many: 'forms', field: 'Forms' },
  'file downloaded': { verb: 'downloaded', one: 'a file', many: 'files', field: 'Files' },
  'rating given': { verb: 'gave', one: 'a rating', many: 'ratings', field: 'Ratings' },
  'step reached': { verb: 'reached', one: 'a step', many: 'steps', field: 'Steps' },
  'content searched': { verb: 'made', one: 'a search', many: 'searches', field: 'Searches' },
  'button clicked': { verb: 'clicked', one: 'a button', many: 'buttons', field: 'Buttons clicked' },
  'link clicked': { verb: 'clicked', one: 'a link', many: 'links', field: 'Links clicked' },
  'element clicked': { verb: 'clicked', one: 'an element', many: 'elements', field: 'Elements' },
  'custom event': {
    verb: 'did',
    one: 'another thing',
    many: 'other things',
    field: 'Other events',
  },
}

/** How often each was done, the most frequent first, what has no words of its own last. */
export type Counts = readonly (readonly [DeedKind, number])[]

/** As long as any other title, see `cleanText`. */
const MAX_TITLE_CHARACTERS = 120

/** Beside two of them there is room for the rest of the sentence; else for two that are cut short, or for one. */
const NAME_LENGTHS = [[40, 40], [24, 24], [40], []] as const

/** More kinds than these are the other things. */
const MAX_KINDS = 3

/** "Viewed 7 pages and clicked 3 links on 17 November, among them Pricing basics and Security": those read for longest. */
export function dayInWords(
  counts: Counts,
  { deeds, dayMs }: { deeds: readonly Pick<Deed, 'title' | 'activeSeconds'>[]; dayMs: number },
): SealedContent['title'] {
  const start = `${capital(listed(partsOf(counts)))} on ${dayFormat.format(dayMs)}`
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  const ranked = [...deeds].sort((one, other) => other.activeSeconds - one.activeSeconds)
  const titles = [...new Set((all > 2 ? ranked : deeds).map(({ title }) => title))]
  const fitting = NAME_LENGTHS.map((lengths) => {
    const names = titles.slice(0, lengths.length).map((title, at) => cleanText(title, lengths[at]))
    if (names.length === 0) return start
    return `${start}${names.length === all ? ':' : ', among them'} ${listed(names)}`
  }).find((sentence) => sentence.length <= MAX_TITLE_CHARACTERS)
  return fitting ?? start
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

function partsOf(counts: Counts): string[] {
  const named = counts.filter(([kind]) => kind !== OTHER)
  const own = counts.length <= MAX_KINDS ? named : named.slice(0, MAX_KINDS - 1)
  const others = counts
    .filter(([kind]) => !own.some(([each]) => each === kind))
    .reduce((sum, [, count]) => sum + count, 0)
  const parts = own.map(([kind, count]) => inWords(DEED_WORDS[kind], count))
  if (others === 0) return parts
  const words =
    parts.length > 0 ? DEED_WORDS[OTHER] : { verb: 'did', one: 'a thing', many: 'things' }
  return [...parts, inWords(words, others)]
}

const OTHER = 'custom event'

function inWords({ verb, one, many }: Omit<Words, 'field'>, count: number): string {
  return count === 1 ? `${verb} ${one}` : `${verb} ${count} ${many}`
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ')
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
