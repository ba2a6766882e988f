import type { Config } from '../config.js'
import { spanInWords } from '../explain/in-words.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import type { StageLag } from '../store/stage-lag.js'

/** How long ago things last happened, and what to look at where that is long. Times are milliseconds since the epoch. */
export interface Fresh {
  /** Of the newest event; null where there is none. */
  receivedAtMs: number | null
  /** The configured sites, those heard last first; null of one that is not among the newest events. */
  sites: { siteId: string; receivedAtMs: number | null }[]
  /** When the newest of what could not be taken came. */
  failedAtMs: number | null
  /** When Gong last took something. */
  deliveredAtMs: number | null
  stageLag: StageLag
  /** What to check, each in words; empty while all is well. */
  toCheck: string[]
}

const MINUTE_MS = 60_000

/** Nights and weekends are quiet; a site of some size is not for so long by day. */
const QUIET_MS = 60 * MINUTE_MS

/** The stages pass every second or so. */
const BEHIND_MS = 2 * MINUTE_MS

export async function readFresh(
  verbs: ReadVerbs,
  { sites }: Pick<Config, 'sites'>,
  nowMs: number,
): Promise<Fresh> {
  const { bySite, ...times } = await verbs.readFreshness()
  const heard = new Map(bySite.map(({ siteId, receivedAtMs }) => [siteId, receivedAtMs]))
  const stageLag = await verbs.readStageLag(nowMs)
  return {
    ...times,
    sites: sites
      .map(({ siteId }) => ({ siteId, receivedAtMs: heard.get(siteId) ?? null }))
      .sort((a, b) => (b.receivedAtMs ?? 0) - (a.receivedAtMs ?? 0)),
    stageLag,
    toCheck: [...quietInWords(times, nowMs), ...lagInWords(stageLag, nowMs)],
  }
}

function quietInWords(
  { receivedAtMs, failedAtMs }: Pick<Fresh, 'receivedAtMs' | 'failedAtMs'>,
  nowMs: number,
): string[] {
  if (receivedAtMs === null) return []
  const isQuiet = nowMs - receivedAtMs > QUIET_MS
  const failsSince = failedAtMs !== null && failedAtMs > receivedAtMs
  return [
    ...(isQuiet
      ? [
          `No event came for ${spanInWords(nowMs - receivedAtMs)}. If people are on the site: open one of its pages, and see under Sites what the collector sees of it, such as an origin that is not listed or a script that never loads.`,
        ]
      : []),
    ...(failsSince
      ? [
          'The newest events could not be taken and are kept as failed events: look them up under Explain by their eventId.',
        ]
      : []),
  ]
}

const STAGES: Record<keyof StageLag, string> = {
  received: 'to be given their person (stitch)',
  stitched: 'to be folded into interactions (fold)',
  openDue: 'to be sealed (seal)',
  sealed: 'to be given to a person (assign)',
}

function lagInWords(lag: StageLag, nowMs: number): string[] {
  // The names of a stage's lag, which are the table's own.
  return (Object.keys(STAGES) as (keyof StageLag)[]).flatMap((stage) => {
    const sinceMs = lag[stage]
    if (sinceMs === null || nowMs - sinceMs < BEHIND_MS) return []
    return [
      `Work waits ${STAGES[stage]} for ${spanInWords(nowMs - sinceMs)}: a collector with the role work or all has to run; if one does, its log says what fails.`,
    ]
  })
}
