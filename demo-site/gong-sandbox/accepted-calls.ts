import { isDeepStrictEqual } from 'node:util'
import type { Bodies, CallName } from './contract/calls.js'

type AcceptedAs<C extends CallName> = {
  call: C
  requestId: string
  receivedAtMs: number
  body: Bodies[C]
}

/** A call that Gong would have answered 200: kept for as long as the sandbox runs. */
export type AcceptedCall = { [C in CallName]: AcceptedAs<C> }[CallName]
export type AcceptedInteraction = AcceptedAs<'digital-interaction'>

/**
 * What was accepted, in order of arrival. An eventId is accepted once per kind of call; a repeat is a duplicate,
 * and one whose body differs from the first is counted apart, because a retry must send the same words again.
 */
export function createAcceptedCalls() {
  const all: AcceptedCall[] = []
  const byEventId = new Map<string, AcceptedCall>()
  const listeners = new Set<() => void>()
  let duplicates = 0
  let conflictsWithOtherContent = 0

  return {
    accept: (accepted: AcceptedCall, eventId: string | undefined): 'accepted' | 'duplicate' => {
      const key = eventId === undefined ? null : `${accepted.call} ${eventId}`
      const first = key === null ? undefined : byEventId.get(key)
      if (first) {
        duplicates += 1
        if (!isDeepStrictEqual(first.body, accepted.body)) conflictsWithOtherContent += 1
        return 'duplicate'
      }
      all.push(accepted)
      if (key !== null) byEventId.set(key, accepted)
      for (const listener of listeners) listener()
      return 'accepted'
    },

    all: (): readonly AcceptedCall[] => all,

    interactions: (): AcceptedInteraction[] =>
      all.filter((accepted) => accepted.call === 'digital-interaction'),

    counts: () => ({ accepted: all.length, duplicates, conflictsWithOtherContent }),

    /** Calls `listener` after each accepted call until the returned function is called. */
    onAccepted: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
