import { groupBy } from '../lib/group-by.js'
import { visitorKey, type Visitor } from '../store/events.js'
import type { MovedFacts, SessionFact } from '../store/identities.js'
import type { StoreVerbs } from '../store/store.js'
import { changedSpans } from './changed-spans.js'
import { deriveAliases } from './derive-aliases.js'
import { mergeFacts } from './merge-facts.js'
import { readKnowledge } from './read-knowledge.js'
import type { SaidFact } from './read-said.js'
import { resolveFacts } from './resolve-facts.js'

interface Told {
  said: readonly SaidFact[]
  /** Who is to be asked again though they said nothing. */
  asked: readonly Visitor[]
  maxLinkBrowsers: number
}

/**
 * Adds what was said to the facts of its visitors and derives their aliases anew. Held interactions are released where
 * that makes a difference: those of the time at which the visitor is somebody else by it. Each verb is one statement for a hundred visitors.
 */
export async function stitchVisitors(
  tx: StoreVerbs,
  { said, asked, maxLinkBrowsers }: Told,
): Promise<void> {
  const told = groupBy(said, ({ visitor }) => visitorKey(visitor))
  const visitors = new Map(
    [...said.map(({ visitor }) => visitor), ...asked].map((each) => [visitorKey(each), each]),
  )
  if (visitors.size === 0) return
  const known = await tx.readFactsOf([...visitors.values()])
  const askedKeys = new Set(asked.map(visitorKey))

  const moves: MovedFacts[] = []
  const news: { visitor: Visitor; facts: SessionFact[] }[] = []
  for (const [key, { siteId, anonymousId }] of visitors) {
    const visitor = { siteId, anonymousId }
    const { facts, ...changes } = mergeFacts(known.get(key) ?? [], told.get(key) ?? [])
    const { added, moved, removed } = changes
    moves.push({ visitor, ...changes })
    const isNews = added.length + moved.length + removed.length > 0
    if (isNews || askedKeys.has(key)) news.push({ visitor, facts })
  }
  await tx.keepMovedFacts(moves)
  await rederive(tx, news, maxLinkBrowsers)
}

async function rederive(
  tx: StoreVerbs,
  visitors: readonly { visitor: Visitor; facts: readonly SessionFact[] }[],
  maxLinkBrowsers: number,
): Promise<void> {
  if (visitors.length === 0) return
  const knowledgeOf = await readKnowledge(tx, visitors, maxLinkBrowsers)
  const before = await tx.readAliasesOf(visitors.map(({ visitor }) => visitor))
  const changed = visitors.flatMap(({ visitor, facts }) => {
    const aliases = deriveAliases(resolveFacts(facts, knowledgeOf(visitor)))
    const spans = changedSpans(before.get(visitorKey(visitor)) ?? [], aliases)
    // Most events repeat what was known.
    return spans.length === 0 ? [] : [{ visitor, aliases, spans }]
  })
  if (changed.length === 0) return
  await tx.replaceAliasesOf(changed)
  await tx.releaseHeldOf(changed)
}
