import type { Alias, Assurance } from '../store/who.js'

const STRENGTH: Record<Assurance, number> = {
  inferred: 0,
  claimed: 1,
  corroborated: 2,
  verified: 3,
}

/** Who a visitor was at a moment: the strongest of the aliases that hold then, the latest of equals. */
export function aliasAt(aliases: readonly Alias[], atMs: number): Alias | null {
  return aliases
    .filter(({ sinceMs, untilMs }) => sinceMs <= atMs && (untilMs === null || atMs < untilMs))
    .reduce<Alias | null>(
      (best, alias) =>
        !best || STRENGTH[alias.assurance] >= STRENGTH[best.assurance] ? alias : best,
      null,
    )
}
