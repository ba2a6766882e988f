import type { StoredEvent } from '../store/events.js'
import { DIGEST_KIND } from '../store/interaction.js'
import type { PartOfInteraction } from '../store/open-interactions.js'

type Whose = Pick<StoredEvent, 'siteId' | 'anonymousId'>

/** The parts of interactions that are open as events are folded, by visitor and session. */
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

    /**
     * Those whose session the event shows to be over: it happened later, in another session of the visitor, or it is a
     * reset. The end of a page shows nothing, since it belongs to the session of its view, whoever has come since.
     */
    endedBy({ event, occurredAtMs, sessionId, ...visitor }: StoredEvent): PartOfInteraction[] {
      if (event.type === 'page_leave') return []
      const sessions = [...(sessionsOf.get(nameOf(visitor)) ?? [])]
      return sessions
        .filter(([session]) => session !== sessionId || event.type === 'reset')
        .flatMap(([, parts]) => parts.filter((part) => part.firstOccurredAtMs < occurredAtMs))
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
