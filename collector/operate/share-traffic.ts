import type { AssuranceShare, KnownBy } from '../store/traffic.js'

/** Of what assurance a site's newest interactions are. Percent are whole; of nothing they are 0. */
export interface SiteTraffic {
  /** Of which it is clear how their people are known. */
  interactions: number
  levels: { knownBy: Level; interactions: number; percent: number }[]
  /** By any policy, since nobody is known. */
  heldPercent: number
  /** If the site's policy were `strict`, these included. */
  heldByStrictPercent: number
  /** Held or ended for reasons that say nothing of how their people are known. */
  unclear: number
}

type Level = Exclude<KnownBy, 'unclear'>

/** Strongest first. */
const LEVELS = [
  'verified',
  'corroborated',
  'claimed',
  'inferred',
  'anonymous',
] as const satisfies readonly Level[]

export function shareTraffic(shares: readonly AssuranceShare[], siteId: string): SiteTraffic {
  const own = shares.filter((share) => share.siteId === siteId)
  const count = (knownBy: KnownBy): number =>
    own.find((share) => share.knownBy === knownBy)?.interactions ?? 0
  const interactions = LEVELS.reduce((sum, level) => sum + count(level), 0)
  const percent = (part: number): number =>
    interactions === 0 ? 0 : Math.round((100 * part) / interactions)
  return {
    interactions,
    levels: LEVELS.map((knownBy) => ({
      knownBy,
      interactions: count(knownBy),
      percent: percent(count(knownBy)),
    })),
    heldPercent: percent(count('anonymous')),
    heldByStrictPercent: percent(count('anonymous') + count('claimed')),
    unclear: count('unclear'),
  }
}
