import type { Site } from '../lib/config-file.js'
import type { IdentityRecord } from '../store/explain-identity.js'
import type {
  AttemptRecord,
  EventRecord,
  FailedEventRecord,
  InteractionRecord,
} from '../store/records.js'
import { explainEvent, inBrief } from './explain-event.js'
import { explainInteraction } from './explain-interaction.js'
import type { Explanation } from './explanation.js'
import { reasonOf } from './reason.js'

/** What the store has of one event or interaction. */
export type ExplainRows =
  | {
      kind: 'event'
      event: EventRecord
      identity: IdentityRecord
      interaction: InteractionRows | null
    }
  | { kind: 'interaction'; interaction: InteractionRows; events: EventRecord[] }
  | { kind: 'failed event'; failedEvent: FailedEventRecord }

export interface InteractionRows {
  interaction: InteractionRecord
  attempts: AttemptRecord[]
  identity: IdentityRecord
  laneDueAtMs: number | null
  /** What tells it together with others; null of one that stands for itself, and once it is not kept any more. */
  digest: InteractionRecord | null
}

/** What decides about a call that is not fixed yet: of the configuration, and the store's own id. */
export interface ExplainSetting {
  companyName: string | undefined
  sites: ReadonlyMap<string, Site>
  installationId: string
  /** In how many browsers a link names its person; by the default where it is not said. */
  maxLinkBrowsers?: number
}

/** Says why an event or an interaction came to what it came to. */
export function explain(rows: ExplainRows, setting: ExplainSetting): Explanation {
  switch (rows.kind) {
    case 'event':
      return {
        kind: 'event',
        event: explainEvent(rows.event, rows.identity, setting),
        interaction: rows.interaction && explainInteraction(rows.interaction, setting),
      }
    case 'interaction':
      return {
        kind: 'interaction',
        interaction: explainInteraction(rows.interaction, setting),
        events: rows.events.map(inBrief),
      }
    case 'failed event':
      return {
        kind: 'failed event',
        failedEvent: { ...rows.failedEvent, reason: reasonOf(rows.failedEvent.reason) },
      }
  }
}
