import type { Alias } from './who.js'

/** What of a browser's history is one person's. */
export interface PartInBrowser {
  /** Nobody else is known to have used it: all that it did is theirs, before anybody knew its visitor too. */
  isWhole: boolean
  /** When they were there, by whatever name. */
  theirs: Alias[]
  /** When others were. */
  others: Alias[]
  /** All keys that name them there. */
  laneKeys: string[]
  /** Those of them that came up with this browser. */
  alsoKnownAs: string[]
}

interface Known {
  whoKey: string
  /** By what else facts and lanes may name the person: `link:…`, `tracking:…`. */
  handles: readonly string[]
  aliases: readonly Alias[]
  /** Under whom the browser's interactions were sent, or wait to be. */
  lanes: readonly string[]
}

export function partInBrowser({ whoKey, handles, aliases, lanes }: Known): PartInBrowser {
  const named = aliases.filter((alias) => alias.whoKey === whoKey)
  // One person is there at a time, whether by a name or by a trackingId.
  const theirs = aliases.filter((alias) => named.some((own) => overlap(own, alias)))
  const keys = [...new Set([whoKey, ...theirs.map((alias) => alias.whoKey)])]
  const laneKeys = [...keys, ...handles]
  const others = aliases.filter((alias) => !laneKeys.includes(alias.whoKey))
  // Who is named and never was there, by a link that was handed on or a token that does not hold, used no browser.
  const wasThere = theirs.length > 0 || lanes.some((key) => laneKeys.includes(key))
  return {
    isWhole: wasThere && others.length === 0 && lanes.every((key) => laneKeys.includes(key)),
    theirs,
    others,
    laneKeys,
    alsoKnownAs: keys.filter((key) => key !== whoKey),
  }
}

/** Whether both hold at some time. */
export function overlap(a: Alias, b: Alias): boolean {
  return (
    (b.untilMs === null || a.sinceMs < b.untilMs) && (a.untilMs === null || b.sinceMs < a.untilMs)
  )
}
