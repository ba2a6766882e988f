import type { Ledger } from './ledger.js'

/** An event as the store has it. */
export interface StoredEvent {
  eventId: string
  anonymousId: string
  /** The true time. */
  occurredAtMs: number
  /** As the stored event's own text tells it. */
  counter: number
}

export type BreachKind =
  | 'lost' // answered 204 and not in the store
  | 'doubled' // in the store more than once
  | 'unknown' // in the store and never sent
  | 'altered' // in the store, of another visitor or with another counter than was sent
  | 'disordered' // a visitor's events happened in another order than that of their counters
  | 'failed_event' // a valid event was kept as a bad one
  | 'refused' // an answer that a valid beacon never gets
  | 'process' // a collector ended by itself, did not come back, or put its spool aside
  | 'stuck' // work that was not done in time

export interface Breach {
  kind: BreachKind
  /** Ids where there are any, else words. */
  details: string[]
}

export interface Check {
  breaches: Breach[]
  owed: number
  owedFound: number
  /** Sent, never answered, and stored all the same. */
  unansweredFound: number
  duplicates: number
  visitors: number
  /** Those whose order can be known. */
  judgedVisitors: number
  orderedVisitors: number
}

/** Holds the whole store against what was sent and what is owed. */
export function checkStored(stored: readonly StoredEvent[], ledger: Ledger): Check {
  const sent = ledger.sentEvents()
  const owed = ledger.owedIds()
  const found = new Set(stored.map(({ eventId }) => eventId))
  const lost = [...owed].filter((id) => !found.has(id))
  const doubled = doublesOf(stored.map(({ eventId }) => eventId))
  const unknown = stored.filter(({ eventId }) => !sent.has(eventId))
  const altered = stored.filter((event) => {
    const as = sent.get(event.eventId)
    return as && (as.anonymousId !== event.anonymousId || as.counter !== event.counter)
  })
  const visitors = byVisitor(stored)
  const judged = [...visitors].filter(([anonymousId]) => !ledger.isExcused(anonymousId))
  const disordered = judged.filter(([, events]) => !isOrdered(events))

  const breach = (kind: BreachKind, details: string[]): Breach[] =>
    details.length > 0 ? [{ kind, details }] : []
  return {
    breaches: [
      ...breach('lost', lost),
      ...breach('doubled', doubled),
      ...breach('unknown', unknown.map(idOf)),
      ...breach('altered', altered.map(idOf)),
      ...breach(
        'disordered',
        disordered.map(([anonymousId]) => anonymousId),
      ),
    ],
    owed: owed.size,
    owedFound: owed.size - lost.length,
    unansweredFound: [...found].filter((id) => sent.has(id) && !owed.has(id)).length,
    duplicates: stored.length - found.size,
    visitors: visitors.size,
    judgedVisitors: judged.length,
    orderedVisitors: judged.length - disordered.length,
  }
}

const idOf = ({ eventId }: StoredEvent): string => eventId

function doublesOf(ids: readonly string[]): string[] {
  const seen = new Set<string>()
  const doubles = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) doubles.add(id)
    seen.add(id)
  }
  return [...doubles]
}

function byVisitor(stored: readonly StoredEvent[]): Map<string, StoredEvent[]> {
  const visitors = new Map<string, StoredEvent[]>()
  for (const event of stored) {
    const events = visitors.get(event.anonymousId)
    if (events) events.push(event)
    else visitors.set(event.anonymousId, [event])
  }
  return visitors
}

/** By their times, strictly: two at one moment have no order. A double is a breach of its own. */
function isOrdered(events: readonly StoredEvent[]): boolean {
  const byCounter = [...events].sort((a, b) => a.counter - b.counter)
  return byCounter.every(({ counter, occurredAtMs }, at) => {
    const before = byCounter[at - 1]
    return !before || counter === before.counter || occurredAtMs > before.occurredAtMs
  })
}
