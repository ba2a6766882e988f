import LibsqlDatabase from 'libsql'

/** What became of a day. */
export interface DayCounts {
  /** Events of people who are known by the end. Gong takes no update: without folding each would be a call. */
  naiveCalls: number
  /** Those of them that are no page_leave, whose figures somebody might go without. */
  naiveCallsWithoutLeaves: number
  interactions: number
  /** Calls that are ready to be made, and whom they reach. */
  calls: number
  people: number
  held: Record<string, number>
  /** Given up, or in no interaction, by reason. */
  untold: Record<string, number>
  byPriority: Record<string, number>
  /** Events on high-priority pages, and those of them that no interaction of high priority tells. */
  highEvents: number
  highLost: number
}

/** All but those that say who somebody is. */
const TELLABLE = `events.type IN ('page_view', 'page_leave', 'click', 'video_progress', 'form_submit')`
const OF_KNOWN = `EXISTS (SELECT 1 FROM aliases
  WHERE aliases.site_id = events.site_id AND aliases.anonymous_id = events.anonymous_id
    AND since_ms <= occurred_at_ms AND (until_ms IS NULL OR occurred_at_ms < until_ms))`
const HIGH = `(json_extract(body, '$.page.url') LIKE '%example.com/pricing%'
  OR json_extract(body, '$.page.url') LIKE '%example.com/demo%')`
const TOLD_HIGH = `priority = 'high' AND state IN ('pending', 'held')`
/** What comes after the sealing and adds nothing: told by an interaction of the same session and page. */
const TOLD_BEFORE = `unfolded_reason = 'already_reported' AND EXISTS (SELECT 1 FROM interactions AS earlier
  WHERE earlier.site_id = events.site_id AND earlier.anonymous_id = events.anonymous_id
    AND earlier.session_id = events.session_id
    AND earlier.priority = 'high' AND earlier.state IN ('pending', 'held')
    AND json_extract(earlier.content, '$.contentUrl') = json_extract(body, '$.page.url'))`

/** Reads the store of a day that was played; nothing of the stages' own code takes part. */
export function countDay(path: string): DayCounts {
  const file = new LibsqlDatabase(path)
  // One text and one number a row, by the queries below.
  const rows = (query: string) => file.prepare(query).raw().all() as [string, number][]
  const record = (query: string) => Object.fromEntries(rows(query))
  const count = (query: string): number => rows(`SELECT '', count(*) ${query}`)[0]?.[1] ?? 0
  try {
    return {
      naiveCalls: count(`FROM events WHERE ${TELLABLE} AND ${OF_KNOWN}`),
      naiveCallsWithoutLeaves: count(
        `FROM events WHERE ${TELLABLE} AND events.type <> 'page_leave' AND ${OF_KNOWN}`,
      ),
      interactions: count('FROM interactions'),
      calls: count(`FROM interactions WHERE state = 'pending'`),
      people: count(`FROM (SELECT DISTINCT lane_key FROM interactions WHERE state = 'pending')`),
      held: record(
        `SELECT reason, count(*) FROM interactions WHERE state = 'held' GROUP BY reason ORDER BY 2 DESC`,
      ),
      untold: record(
        `SELECT unfolded_reason, count(*) FROM events WHERE unfolded_reason IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`,
      ),
      byPriority: record(
        `SELECT priority, count(*) FROM interactions WHERE state = 'pending' GROUP BY priority`,
      ),
      highEvents: count(`FROM events WHERE ${TELLABLE} AND ${HIGH}`),
      highLost: count(
        `FROM events LEFT JOIN interactions USING (interaction_id)
         WHERE ${TELLABLE} AND ${HIGH} AND NOT coalesce(${TOLD_HIGH}, 0) AND NOT (${TOLD_BEFORE})`,
      ),
    }
  } finally {
    file.close()
  }
}
