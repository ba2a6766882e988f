import type { Config } from '../config.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { readActivity, type Activity, type Span } from './read-activity.js'
import { readFresh, type Fresh } from './read-freshness.js'
import { readQuota, type Quota } from './read-quota.js'

/** All that one look at the collector tells. */
export interface Overview {
  /** Nothing has ever come, as far as anything tells. */
  isNew: boolean
  activity: Activity
  /** Dead letters that wait for somebody to put them back. */
  dead: number
  freshness: Fresh
  quota: Quota
}

export async function readOverview(
  verbs: ReadVerbs,
  config: Config,
  { span, nowMs }: { span: Span; nowMs: number },
): Promise<Overview> {
  const activity = await readActivity(verbs, { span, nowMs })
  const freshness = await readFresh(verbs, config, nowMs)
  const quota = await readQuota(verbs, config, nowMs)
  const dead = (await verbs.countDead()).reduce((sum, { interactions }) => sum + interactions, 0)
  const { counts } = activity
  const isNew =
    freshness.receivedAtMs === null &&
    Object.values(counts).every((count) => count === 0) &&
    dead === 0
  return { isNew, activity, dead, freshness, quota }
}
