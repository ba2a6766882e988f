import type { Visitor } from '../store/events.js'
import { toldSession } from '../store/identities.js'
import type { KnownPerson } from '../store/known-people.js'
import type { StoreVerbs } from '../store/store.js'
import type { IdentityFact } from '../store/who.js'
import type { SaidFact } from './read-said.js'

interface Told {
  /** Who visitors are, told by their anonymousId. */
  said: SaidFact[]
  /** Those concerned by what was told of a trackingId or link. */
  visitors: Visitor[]
  count: number
}

/**
 * Takes what sites' servers have told since, at most `limit` people, of whom at most `limit` visitors are concerned: many
 * may have come by one trackingId. Who was told of more than there is room for is heard further in the next pass.
 */
export async function hearTold(tx: StoreVerbs, limit: number): Promise<Told> {
  const visitors: Visitor[] = []
  const said: SaidFact[] = []
  const heard: KnownPerson[] = []
  let count = 0
  for (const told of await tx.readToldPeople(limit)) {
    if (visitors.length >= limit) break
    count++
    const ofVisitor = visitorFact(told)
    said.push(...ofVisitor)
    const room = limit - visitors.length
    const next = ofVisitor.length > 0 ? [] : await tx.readUnheardVisitorsOf(told, room)
    visitors.push(...next)
    const last = next.at(-1)
    if (last && next.length === room) await tx.keepHeardTo(told, last.anonymousId)
    else heard.push(told)
  }
  await tx.markPeopleStitched(heard)
  return { said, visitors, count }
}

/**
 * A fact of the time at which it was told, in a session of its own: between its neighbours in time it holds, however
 * many people take turns, and in whatever order they are heard of.
 */
function visitorFact(told: KnownPerson): SaidFact[] {
  const { siteId, whoKey, toldAtMs } = told
  const anonymousId = anonymousIdIn(whoKey)
  if (anonymousId === null) return []
  return [
    {
      visitor: { siteId, anonymousId },
      sessionId: toldSession(toldAtMs),
      fact: toldFact(told),
      firstMs: toldAtMs,
      lastMs: toldAtMs,
    },
  ]
}

function toldFact({ personKey, person }: KnownPerson): IdentityFact {
  return {
    kind: 'who',
    whoKey: personKey,
    who: { kind: 'person', person },
    assurance: 'verified',
  }
}

/** From the key under which a site's server told who a visitor is; null where it told of something else. */
export function anonymousIdIn(whoKey: string): string | null {
  return /^visitor:(.*)$/s.exec(whoKey)?.[1] ?? null
}
