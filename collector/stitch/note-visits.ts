import { groupBy } from '../lib/group-by.js'
import type { Visitor } from '../store/events.js'
import type { Link } from '../store/links.js'
import type { StoreVerbs } from '../store/store.js'
import type { SaidFact } from './read-said.js'

interface Heard {
  /** Without what came by links that the site does not have. */
  said: SaidFact[]
  /** Who is no longer, or perhaps no longer, among the first browsers of a link. */
  displaced: Visitor[]
}

/** Writes down which browsers came by which links. */
export async function noteVisits(
  tx: StoreVerbs,
  said: readonly SaidFact[],
  maxLinkBrowsers: number,
): Promise<Heard> {
  const hashes = new Set(said.flatMap(({ fact }) => (fact.kind === 'link' ? fact.tokenHash : [])))
  if (hashes.size === 0) return { said: [...said], displaced: [] }
  const links = new Map((await tx.readLinks([...hashes])).map((link) => [link.tokenHash, link]))
  const visits = said.flatMap((each) => visitOf(each, links))
  await tx.noteLinkVisitors(visits)
  const seen = groupBy(await tx.readLinkVisitors([...links.keys()]), (each) => each.tokenHash)
  const displaced = [...seen].flatMap(([tokenHash, browsers]) => {
    const news = visits.filter((each) => each.tokenHash === tokenHash).length
    return browsers.slice(maxLinkBrowsers, maxLinkBrowsers + news)
  })
  return {
    said: said.filter((each) => each.fact.kind !== 'link' || visitOf(each, links).length > 0),
    displaced,
  }
}

/** None by a link of another site, or of which nothing is known. */
function visitOf({ visitor, fact, firstMs }: SaidFact, links: ReadonlyMap<string, Link>) {
  if (fact.kind !== 'link' || links.get(fact.tokenHash)?.siteId !== visitor.siteId) return []
  return [{ ...visitor, tokenHash: fact.tokenHash, firstMs }]
}
