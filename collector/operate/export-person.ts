import type { BrowserTraces } from '../store/export-browser.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { EXPORT_MEANING, EXPORT_SOURCES } from './export-meaning.js'
import { NamesNobody } from './erase-person.js'
import { erasableOf, type Whom } from './erase-whom.js'

/** How much there is of a person. */
export interface Exported {
  browsers: number
  events: number
  interactions: number
  /** Who is in it: 1, or in an export of a browser as many as are known to have used it. */
  people: number
}

export interface ExportDeps {
  nowMs: number
  /** Before anything is handed out: where the export is written down. What it throws ends the export. */
  onFound: (found: Exported) => Promise<void>
  /** Events and interactions that were read, of how many. */
  onProgress?: (done: { done: number; total: number }) => void
}

/**
 * One person's data as a JSON document, in pieces: of many events only a page is in memory at a time. Belongs into one
 * `read` of the store, so that all is of one moment. Throws NamesNobody.
 */
export async function* exportPerson(
  verbs: ReadVerbs,
  whom: Whom,
  { nowMs, onFound, onProgress = () => {} }: ExportDeps,
): AsyncGenerator<string> {
  const erasable = erasableOf(whom)
  if (!erasable) throw new NamesNobody(`nobody can be known by this ${whom.by}`)
  const whoKey = erasable.kind === 'person' ? erasable.whoKey : null
  const traces = whoKey === null ? null : await verbs.findPerson(whoKey)
  const visitors = erasable.kind === 'visitor' ? [erasable.visitor] : (traces?.visitors ?? [])
  const handles = traces?.handles ?? []
  const wanted = whoKey === null ? null : { whoKey, handles }
  const browsers: BrowserTraces[] = []
  for (const visitor of visitors) {
    const browser = await verbs.readBrowser({ visitor, wanted })
    if (hasAnything(browser)) browsers.push(browser)
  }
  const people = Math.max(1, ...browsers.map((each) => each.people))
  const found = { browsers: browsers.length, ...countAll(browsers), people }
  await onFound(found)

  const told = whoKey === null ? { people: [], links: [] } : await verbs.readToldOf(whoKey)
  const keys = [...new Set([...handles, ...browsers.flatMap(({ alsoKnownAs }) => alsoKnownAs)])]
  const head = {
    about: {
      exportedAtMs: nowMs,
      askedFor: whom,
      sources: EXPORT_SOURCES,
      meaning: EXPORT_MEANING,
    },
    person: { keys: whoKey === null ? keys : [whoKey, ...keys] },
    toldByServers: told.people,
    links: told.links,
  }
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "browsers": [`
  const total = found.events + found.interactions
  let done = 0
  const onRead = (count: number): void => onProgress({ done: (done += count), total })
  const names = whoKey === null ? [] : [whoKey, ...handles]
  for (const [index, browser] of browsers.entries()) {
    yield index === 0 ? '\n' : ',\n'
    yield* exportBrowser(verbs, browser, { names, onRead })
  }
  yield '\n  ],\n  "shares": ['
  const shares = whoKey !== null && traces ? verbs.sharesTo(whoKey, traces) : noPages()
  yield* list(shares, () => {})
  yield ']\n}\n'
}

async function* exportBrowser(
  verbs: ReadVerbs,
  browser: BrowserTraces,
  { names, onRead }: { names: readonly string[]; onRead: (count: number) => void },
): AsyncGenerator<string> {
  const { visitor, isWhole, people, aliases, facts, alsoKnownAs } = browser
  const isShared = !isWhole || people > 1
  const head = { ...visitor, isShared, alsoKnownAs, aliases, facts }
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":[`
  yield* list(verbs.eventsOf(browser), onRead)
  yield '],\n"interactions":['
  yield* list(verbs.interactionsOf(browser), onRead)
  yield '],\n"failedEvents":['
  yield* list(verbs.failedEventsOf(browser, names), () => {})
  yield ']}'
}

/** Pages of things as what stands between the brackets of a JSON array, a line a thing. */
async function* list(
  pages: AsyncIterable<readonly unknown[]>,
  onRead: (count: number) => void,
): AsyncGenerator<string> {
  let isFirst = true
  for await (const page of pages) {
    for (const each of page) {
      yield `${isFirst ? '\n' : ',\n'}${JSON.stringify(each)}`
      isFirst = false
    }
    onRead(page.length)
  }
}

async function* noPages(): AsyncGenerator<never[]> {
  // A browser has no shares: people have.
}

/** A link that was handed on leaves a browser in which nothing is theirs. */
function hasAnything({ aliases, facts, interactionIds, eventSeqs, isWhole }: BrowserTraces) {
  return isWhole || aliases.length + facts.length + interactionIds.length + eventSeqs.length > 0
}

function countAll(browsers: readonly BrowserTraces[]): Pick<Exported, 'events' | 'interactions'> {
  const sum = (of: (browser: BrowserTraces) => readonly unknown[]): number =>
    browsers.reduce((all, browser) => all + of(browser).length, 0)
  return {
    events: sum(({ eventSeqs }) => eventSeqs),
    interactions: sum(({ interactionIds }) => interactionIds),
  }
}
