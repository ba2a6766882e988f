import { groupBy } from '../lib/group-by.js'
import { visitorKey, type Visitor } from '../store/events.js'
import { whoKeyOf, type SessionFact } from '../store/identities.js'
import type { KnownPerson } from '../store/known-people.js'
import type { LinkVisit } from '../store/link-visitors.js'
import type { Link } from '../store/links.js'
import type { StoreVerbs } from '../store/store.js'
import type { Knowledge } from './resolve-facts.js'

interface Asked {
  visitor: Visitor
  facts: readonly SessionFact[]
}

/** Reads what is known of the trackingIds and links in these facts; most have none, and then nothing is read. */
export async function readKnowledge(
  tx: StoreVerbs,
  asked: readonly Asked[],
  maxLinkBrowsers: number,
): Promise<(visitor: Visitor) => Knowledge> {
  const people = new Map<string, Map<string, KnownPerson>>()
  for (const [siteId, visitors] of groupBy(asked, ({ visitor }) => visitor.siteId)) {
    const whoKeys = new Set(visitors.flatMap(({ facts }) => facts.flatMap(handleOf)))
    const told = await tx.readKnownPeople(siteId, [...whoKeys])
    people.set(siteId, new Map(told.map((each) => [each.whoKey, each])))
  }
  const facts = asked.flatMap((each) => each.facts)
  const hashes = new Set(facts.flatMap(({ fact }) => (fact.kind === 'link' ? fact.tokenHash : [])))
  const links = await readLinks(tx, [...hashes])
  const naming = namingIn(await tx.readLinkVisitors([...links.keys()]), maxLinkBrowsers)
  return (visitor) => ({
    people: people.get(visitor.siteId) ?? new Map(),
    links,
    naming: naming.get(visitorKey(visitor)) ?? new Set(),
  })
}

/** By what a site's server may have told us of somebody; a visitor's own is a fact already. */
function handleOf({ fact }: SessionFact): string[] {
  const isHandle = fact.kind === 'link' || (fact.kind === 'who' && fact.who.kind === 'tracked')
  const whoKey = isHandle ? whoKeyOf(fact) : null
  return whoKey === null ? [] : [whoKey]
}

async function readLinks(tx: StoreVerbs, hashes: readonly string[]): Promise<Map<string, Link>> {
  return new Map((await tx.readLinks(hashes)).map((link) => [link.tokenHash, link]))
}

/** Of each visitor the links, by hash, among whose first browsers it is. */
function namingIn(visits: readonly LinkVisit[], maxLinkBrowsers: number): Map<string, Set<string>> {
  const naming = new Map<string, Set<string>>()
  for (const [tokenHash, browsers] of groupBy(visits, (each) => each.tokenHash)) {
    for (const browser of browsers.slice(0, maxLinkBrowsers)) {
      const key = visitorKey(browser)
      naming.set(key, (naming.get(key) ?? new Set<string>()).add(tokenHash))
    }
  }
  return naming
}
