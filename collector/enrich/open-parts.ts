import type { StoredEvent } from '../store/events.js'
import { DIGEST_KIND } from '../store/interaction.js'
import type { PartOfInteraction } from '../store/open-interactions.js'
import { keptBy, showsEnd } from './session-ends.js'

type Whose = Pick<StoredEvent, 'siteId' | 'anonymousId'>

/** The open parts that a pass may change, by visitor and session; `endSessions` ends those that it does not know. */
export function createOpenParts() {
  const sessionsOf = new Map<string, Map<string, PartOfInteraction[]>>()

  return {
    add(part: PartOfInteraction): void {
      const visitor = nameOf(part.key)
      const sessions = sessionsOf.get(visitor) ?? new Map<string, PartOfInteraction[]>()
      const parts = sessions.get(part.key.sessionId) ?? []
      parts.push(part)
      sessionsOf.set(visitor, sessions.set(part.key.sessionId, parts))
    },

    /** Those whose session the event shows to be over, by the rule above `sessionEndsOf`. */
    endedBy(stored: StoredEvent): PartOfInteraction[] {
      if (!showsEnd(stored)) return []
      const kept = keptBy(stored)
      return [...(sessionsOf.get(nameOf(stored)) ?? [])]
        .filter(([session]) => session !== kept)
        .flatMap(([, parts]) =>
          parts.filter((part) => part.firstOccurredAtMs < stored.occurredAtMs),
        )
    },

    /** The digest of the event's session. */
    digestOf({ sessionId, ...visitor }: StoredEvent): PartOfInteraction | undefined {
      const parts = sessionsOf.get(nameOf(visitor))?.get(sessionId)
      return parts?.find(({ key }) => key.kind === DIGEST_KIND)
    },
  }
}

function nameOf({ siteId, anonymousId }: Whose): string {
  return `${siteId} ${anonymousId}`
}
