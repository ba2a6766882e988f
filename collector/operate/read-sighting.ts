import type { Site } from '../lib/config-file.js'
import type { Sightings } from '../lib/sightings.js'
import { judgeSighting, type SightingVerdict } from './judge-sighting.js'
import { inWords, type SightingWords } from './sighting-words.js'

/** What "we see you" says of a site. Times are milliseconds since the epoch. */
export interface SiteSeen {
  /** All is well, something is wrong, or nothing is known yet. */
  state: 'good' | 'bad' | 'waiting'
  /** Of the process whose console this is. */
  verdict: SightingVerdict
  /** What went wrong since the last success, with this page or another; null for nothing. */
  later: SightingWords | null
  /** Of the newest of the site's events in the store; null when it is not among the newest. */
  storedAtMs: number | null
  /** What this process did not see itself, in words; null where it saw all. */
  elsewhere: string | null
}

/** As long as a success counts here. */
const RECENT_MS = 5 * 60_000

/**
 * What the accepting process saw of a site, and what lies in the store, where other processes' events come too: an event
 * there that is newer than all that was accepted here is another's.
 */
export function readSighting(
  sightings: Sightings,
  { site, storedAtMs, nowMs }: { site: Site; storedAtMs: number | null; nowMs: number },
): SiteSeen {
  const verdict = judgeSighting(sightings, { site, nowMs })
  const own = sightings.sites.find(({ siteId }) => siteId === site.siteId)?.accepted?.atMs
  const isElsewhere = storedAtMs !== null && storedAtMs > (own ?? sightings.sinceMs)
  const isRecent = isElsewhere && nowMs - storedAtMs <= RECENT_MS
  return {
    state: stateOf(verdict, isRecent),
    verdict,
    later: verdict.kind === 'seen' && verdict.later ? inWords(verdict.later, site) : null,
    storedAtMs,
    elsewhere: isElsewhere
      ? 'Another process has accepted events of this site, and they are in the store; what this one saw is below.'
      : storedAtMs !== null && own === undefined
        ? 'There are events of this site in the store, from before this process started.'
        : null,
  }
}

function stateOf({ kind, ...verdict }: SightingVerdict, isElsewhere: boolean): SiteSeen['state'] {
  if (kind === 'seen') return 'good'
  if (isElsewhere) return 'good'
  const isFresh = 'isFresh' in verdict && verdict.isFresh
  return kind === 'nothing' || isFresh ? 'waiting' : 'bad'
}
