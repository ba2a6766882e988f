import type { Visitor } from '../store/events.js'
import type { KnownPerson } from '../store/known-people.js'
import type { StoreVerbs } from '../store/store.js'
import type { IdentityFact } from '../store/who.js'
import type { SaidFact } from './read-said.js'

/** Stands for the visit in which a site's server has told who a visitor is. */
export const TOLD_SESSION = 'told'

interface Told {
  /** Who visitors are, told by their anonymousId. */
  said: SaidFact[]
  /** Those concerned by what was told of a trackingId or link. */
  visitors: Visitor[]
  count: number
}

/** Takes what sites' servers have told since, at most `limit` people. */
export async function hearTold(tx: StoreVerbs, limit: number): Promise<Told> {
  const people = await tx.readToldPeople(limit)
  if (people.length === 0) return { said: [], visitors: [], count: 0 }
  const said = people.flatMap(visitorFact)
  const visitors = await tx.readVisitorsOf(people)
  await tx.markPeopleStitched(people)
  return { said, visitors, count: people.length }
}

/** A fact of the time at which it was told, so that who was told later of the same visitor is somebody else. */
function visitorFact(told: KnownPerson): SaidFact[] {
  const { siteId, whoKey, toldAtMs } = told
  const anonymousId = anonymousIdIn(whoKey)
  if (anonymousId === null) return []
  return [
    {
      visitor: { siteId, anonymousId },
      sessionId: TOLD_SESSION,
      fact: toldFact(told),
      firstMs: toldAtMs,
      lastMs: toldAtMs,
    },
  ]
}

export function toldFact({ personKey, person }: KnownPerson): IdentityFact {
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
