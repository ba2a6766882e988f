import LibsqlDatabase from 'libsql'
import type { SealedContent } from '../../collector/store/interaction.js'
import type { Assurance, Who } from '../../collector/store/who.js'
import type { Arrival } from '../delivery/play-delivery.js'

interface Row {
  atMs: number
  gongEventId: string
  siteId: string
  anonymousId: string
  sessionId: string
  laneKey: string
  who: string
  assurance: Assurance
  content: string
}

/** What the stages made ready to be told of a week that was played without delivery, in the order in which they did. */
export function readDemand(path: string): Arrival[] {
  const file = new LibsqlDatabase(path)
  try {
    const rows = file
      .prepare(
        `SELECT pending_since_ms AS atMs, gong_event_id AS gongEventId, site_id AS siteId,
           anonymous_id AS anonymousId, session_id AS sessionId, lane_key AS laneKey, who, assurance, content
         FROM interactions WHERE state = 'pending' ORDER BY pending_since_ms, interaction_id`,
      )
      .all() as Row[] // By the query above.
    return rows.map(({ atMs, who, content, ...row }) => ({
      atMs,
      wanted: {
        ...row,
        who: JSON.parse(who) as Who,
        content: JSON.parse(content) as SealedContent,
      },
    }))
  } finally {
    file.close()
  }
}
