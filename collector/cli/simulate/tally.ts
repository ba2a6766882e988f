import type { Priority } from '../../store/tables.js'
import type { Replayed } from './replay.js'

/** What replayed events came to by one configuration. */
export interface Tally {
  /** Events replayed. */
  events: number
  /** Interactions with a person, each a call to Gong. */
  calls: number
  /** Of these, whose person the page alone names. */
  selfReportedCalls: number
  callsByPriority: Record<Priority, number>
  callsByDay: DayOfCalls[]
  /** Of the span from the first event to the last. */
  callsPerDay: number
  /** Different people among the calls. */
  people: number
  /** Interactions that are no calls, by what they came to and why. */
  withheld: Withheld[]
  /** Events that no interaction tells, by why. */
  untold: { reason: string; events: number }[]
}

export interface DayOfCalls extends Record<Priority, number> {
  /** In UTC, such as 2026-11-17. */
  day: string
  calls: number
}

export interface Withheld {
  state: string
  /** An error code; null of what is no longer waiting for any. */
  reason: string | null
  priority: string
  interactions: number
}

const DAY_MS = 24 * 60 * 60 * 1000

export function tallyOf(
  { events, interactions, untold, people, endMs }: Omit<Replayed, 'eventsBySite'>,
  startMs: number,
): Tally {
  const days = new Map<number, DayOfCalls>()
  const withheld = new Map<string, Withheld>()
  const callsByPriority: Record<Priority, number> = { high: 0, normal: 0, low: 0 }
  let calls = 0
  let selfReportedCalls = 0
  for (const row of interactions) {
    const { state, reason, priority, assurance, day, interactions: count } = row
    if (state !== 'pending' || day === null || !isPriority(priority)) {
      const key = JSON.stringify([state, reason, priority])
      const known = withheld.get(key) ?? { state, reason, priority, interactions: 0 }
      withheld.set(key, { ...known, interactions: known.interactions + count })
      continue
    }
    const ofDay = days.get(day) ?? { day: dayInWords(day), calls: 0, high: 0, normal: 0, low: 0 }
    days.set(day, { ...ofDay, calls: ofDay.calls + count, [priority]: ofDay[priority] + count })
    calls += count
    callsByPriority[priority] += count
    if (assurance === 'claimed') selfReportedCalls += count
  }
  return {
    events,
    calls,
    selfReportedCalls,
    callsByPriority,
    callsByDay: [...days].sort(([a], [b]) => a - b).map(([, each]) => each),
    callsPerDay: calls / Math.max(1, (endMs - startMs) / DAY_MS),
    people,
    withheld: [...withheld.values()],
    untold,
  }
}

function isPriority(text: string): text is Priority {
  return text === 'high' || text === 'normal' || text === 'low'
}

function dayInWords(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
