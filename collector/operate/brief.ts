import type { InteractionRecord } from '../store/records.js'

/** Of an interaction what every list of them has. Times are milliseconds since the epoch. */
export interface Brief {
  interactionId: number
  siteId: string
  anonymousId: string
  /** An error code: why it is where it is. */
  reason: string | null
  /** The key of whom it would be told of; null while nobody is known. */
  person: string | null
  kind: string
  /** Null of what was given up or buried before it had a content. */
  title: string | null
  priority: string
}

export function brief(record: InteractionRecord): Brief {
  const { interactionId, siteId, anonymousId, reason, laneKey, kind, content, priority } = record
  const title = content?.title ?? null
  return { interactionId, siteId, anonymousId, reason, person: laneKey, kind, title, priority }
}
