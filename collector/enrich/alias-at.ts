import type { Alias, Assurance } from '../store/who.js'

const STRENGTH: Record<Assurance, number> = {
  inferred: 0,
  claimed: 1,
  corroborated: 2,
  verified: 3,
}

/**
 * Who a visitor was at a moment: the strongest of the aliases that hold then. Of equals a person goes before a
 * trackingId, whom we could not name ourselves, and then the latest.
 */
export function aliasAt(aliases: readonly Alias[], atMs: number): Alias | null {
  return aliases
    .filter(({ sinceMs, untilMs }) => sinceMs <= atMs && (untilMs === null || atMs < untilMs))
    .reduce<Alias | null>(
      (best, alias) => (!best || rankOf(alias) >= rankOf(best) ? alias : best),
      null,
    )
}

function rankOf({ assurance, who }: Alias): number {
  return 2 * STRENGTH[assurance] + (who.kind === 'person' ? 1 : 0)
}
