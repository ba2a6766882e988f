/** An event that was sent at least once. */
export interface SentEvent {
  eventId: string
  anonymousId: string
  /** Its place among its visitor's events. */
  counter: number
}

/** What is owed: every event of a beacon that was answered 204. What was sent without an answer may be stored or not. */
export interface Ledger {
  sent(events: readonly SentEvent[]): void
  acknowledged(events: readonly SentEvent[]): void
  /** A collector whose clock was off had to do with this visitor: when its events happened cannot be known. */
  excuseOrder(anonymousId: string): void
  isExcused(anonymousId: string): boolean
  sentEvents(): ReadonlyMap<string, SentEvent>
  owedIds(): ReadonlySet<string>
}

export function createLedger(): Ledger {
  const sent = new Map<string, SentEvent>()
  const owed = new Set<string>()
  const excused = new Set<string>()
  return {
    sent(events) {
      for (const event of events) sent.set(event.eventId, event)
    },
    acknowledged(events) {
      for (const { eventId } of events) owed.add(eventId)
    },
    excuseOrder: (anonymousId) => void excused.add(anonymousId),
    isExcused: (anonymousId) => excused.has(anonymousId),
    sentEvents: () => sent,
    owedIds: () => owed,
  }
}
