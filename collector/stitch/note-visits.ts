import { groupBy } from '../lib/group-by.js'
import type { Visitor } from '../store/events.js'
import { endedSession } from '../store/identities.js'
import type { LinkVisit } from '../store/link-visitors.js'
import type { Link } from '../store/links.js'
import type { StoreVerbs } from '../store/store.js'
import type { HeardFact } from './read-said.js'
import { endOf, holdsAt } from './resolve-facts.js'

interface Heard {
  /** Without what came by links that the site does not have; by one that had ended in a session of its own. */
  said: HeardFact[]
  /** Who is no longer, or perhaps no longer, among the first browsers of a link. */
  displaced: Visitor[]
  /** The links that have just been seen in more browsers than a person has. */
  handedOn: Link[]
}

/** As long as a page keeps a beacon that it could not send. */
const MAX_LATE_MS = 24 * 60 * 60 * 1000

/**
 * Writes down which browsers came by which links, in the order in which we heard of them: when it happened the page says
 * by itself, and may say a time at which a link still held, or before anybody else came.
 */
export async function noteVisits(
  tx: StoreVerbs,
  said: readonly HeardFact[],
  maxLinkBrowsers: number,
): Promise<Heard> {
  const hashes = new Set(said.flatMap(({ fact }) => (fact.kind === 'link' ? fact.tokenHash : [])))
  if (hashes.size === 0) return { said: [...said], displaced: [], handedOn: [] }
  const links = new Map((await tx.readLinks([...hashes])).map((link) => [link.tokenHash, link]))
  const visits = said.flatMap((each) => visitOf(each, links))
  const before = groupBy(await tx.readLinkVisitors([...links.keys()]), tokenHashOf)
  await tx.noteLinkVisitors(visits)
  const after = groupBy(await tx.readLinkVisitors([...links.keys()]), tokenHashOf)
  const displaced = [...after].flatMap(([tokenHash, browsers]) => {
    const news = visits.filter((each) => each.tokenHash === tokenHash).length
    return browsers.slice(maxLinkBrowsers, maxLinkBrowsers + news)
  })
  const countIn = (seen: typeof after, { tokenHash }: Link) => seen.get(tokenHash)?.length ?? 0
  return {
    said: said.flatMap((each) => {
      const isOther = each.fact.kind !== 'link' || visitOf(each, links).length > 0
      return isOther ? each : pastVisitOf(each, links)
    }),
    displaced,
    handedOn: [...links.values()].filter(
      (link) => countIn(before, link) <= maxLinkBrowsers && countIn(after, link) > maxLinkBrowsers,
    ),
  }
}

/** None by a link of another site, or of which nothing is known, or that had ended a day before we heard of it. */
function visitOf(
  { visitor, fact, firstMs, receivedAtMs }: HeardFact,
  links: ReadonlyMap<string, Link>,
): LinkVisit[] {
  const link = fact.kind === 'link' ? links.get(fact.tokenHash) : undefined
  if (link?.siteId !== visitor.siteId) return []
  const isHeld =
    holdsAt(link, firstMs) && holdsAt(link, Math.max(firstMs, receivedAtMs - MAX_LATE_MS))
  return isHeld ? [{ ...visitor, tokenHash: link.tokenHash, firstMs: receivedAtMs }] : []
}

/**
 * What is kept to say why nobody was named: a fact that says nothing at any time. In a session of its own, so that it
 * moves no time at which the link still held.
 */
function pastVisitOf(heard: HeardFact, links: ReadonlyMap<string, Link>): HeardFact[] {
  const link = heard.fact.kind === 'link' ? links.get(heard.fact.tokenHash) : undefined
  if (link?.siteId !== heard.visitor.siteId || heard.firstMs < endOf(link)) return []
  return [{ ...heard, sessionId: endedSession(heard.sessionId) }]
}

function tokenHashOf({ tokenHash }: LinkVisit): string {
  return tokenHash
}
