import type { Config } from '../config.js'
import type { ReadVerbs } from '../store/open-to-read.js'

/** What is kept, and by which key of the configuration for how long. */
export const RETENTION_WORDS = {
  events: 'Events as they came, and failed ones',
  held: 'Interactions that wait for their visitor to become somebody; then they are shed, and rest like the next',
  interactions:
    'Interactions once nothing more becomes of them (delivered, shed, dead), with attempts',
  identities: 'Who a visitor is known to be, once silent; told people, links, shares',
  audit: 'The audit log, without anybody’s name',
} as const

interface Kept {
  what: keyof typeof RETENTION_WORDS
  days: number
  by: string
}

export interface Retention {
  kept: Kept[]
  /** Of the last hourly runs those that removed something, with rows by what they were. */
  runs: { atMs: number; removed: Record<string, number> }[]
}

/** The action under which the audit log has what retention removes. */
export const RETAIN_ACTION = 'retain'

const MAX_RUNS = 10

export async function readRetention(
  verbs: Pick<ReadVerbs, 'readAudit'>,
  { retention, hold }: Pick<Config, 'retention' | 'hold'>,
): Promise<Retention> {
  const { eventDays, interactionDays } = retention
  const entries = await verbs.readAudit({ action: RETAIN_ACTION, limit: MAX_RUNS })
  return {
    kept: [
      { what: 'events', days: eventDays, by: 'retention.eventDays' },
      { what: 'held', days: hold.days, by: 'hold.days' },
      { what: 'interactions', days: interactionDays, by: 'retention.interactionDays' },
      { what: 'identities', days: interactionDays, by: 'retention.interactionDays' },
      { what: 'audit', days: interactionDays, by: 'retention.interactionDays' },
    ],
    // Written by housekeeping only.
    runs: entries.map(({ atMs, detail }) => ({ atMs, removed: detail as Record<string, number> })),
  }
}
