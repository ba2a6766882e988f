import type { Site } from './config-file.js'

export type OriginList = (origin: string) => boolean

/**
 * Whether an origin is one of these. Compared whole and to the letter, so that neither
 * `https://acme.com.evil.example` nor `null` passes for `https://acme.com`. An entry that ends in `:*` takes any port,
 * the scheme's own too, which browsers leave out.
 */
export function createOriginList(entries: Iterable<string>): OriginList {
  const exact = new Set<string>()
  const ofAnyPort = new Set<string>()
  for (const entry of entries) {
    if (entry.endsWith(':*')) ofAnyPort.add(entry.slice(0, -2))
    else exact.add(entry)
  }
  return (origin) =>
    exact.has(origin) || (ofAnyPort.size > 0 && ofAnyPort.has(origin.replace(/:\d+$/, '')))
}

/** Asked for each beacon and for each page in an interaction. */
const listsBySite = new WeakMap<readonly string[], OriginList>()

/** Whether a page of this origin may send for the site. */
export function allowsOrigin({ origins }: Pick<Site, 'origins'>, origin: string): boolean {
  let list = listsBySite.get(origins)
  if (!list) listsBySite.set(origins, (list = createOriginList(origins)))
  return list(origin)
}
