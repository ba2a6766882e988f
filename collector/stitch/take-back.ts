import type { Visitor } from '../store/events.js'
import { isToldSession, toldSession, type SessionFact } from '../store/identities.js'
import type { KnownPerson } from '../store/known-people.js'
import type { Store, StoreVerbs } from '../store/store.js'
import { anonymousIdIn } from './hear-told.js'
import { stitchVisitors } from './stitch-visitors.js'

/** What may have been a mistake: what a site's server told, or what one session of a visitor said. */
export type TakenBack =
  /** Of a visitor all that was ever told, unless one time is said. */
  | ({ kind: 'told'; toldAtMs?: number } & Pick<KnownPerson, 'siteId' | 'whoKey'>)
  | ({ kind: 'said'; visitor: Visitor } & Pick<SessionFact, 'sessionId' | 'fact'>)

/**
 * Takes it back and derives anew who its visitors were: what there would be had it never been told. What was sent, or
 * waits to be sent, stays as it is; what is held is asked again. One transaction. False when nothing of it was known.
 */
export async function takeBack(
  { store, maxLinkBrowsers }: { store: Store; maxLinkBrowsers: number },
  taken: TakenBack,
): Promise<boolean> {
  return store.stage(async (tx) => {
    const asked = taken.kind === 'told' ? await forgetTold(tx, taken) : await forgetSaid(tx, taken)
    if (!asked) return false
    await stitchVisitors(tx, { said: [], asked, maxLinkBrowsers })
    return true
  })
}

async function forgetSaid(
  tx: StoreVerbs,
  { visitor, sessionId, fact }: TakenBack & { kind: 'said' },
): Promise<Visitor[] | null> {
  return (await tx.forgetFact(visitor, { sessionId, fact })) ? [visitor] : null
}

async function forgetTold(
  tx: StoreVerbs,
  { siteId, whoKey, toldAtMs }: TakenBack & { kind: 'told' },
): Promise<Visitor[] | null> {
  const wasKnown = await tx.forgetKnownPerson({
    siteId,
    whoKey,
    ...(toldAtMs !== undefined && { toldAtMs }),
  })
  const anonymousId = anonymousIdIn(whoKey)
  if (anonymousId === null) return wasKnown ? tx.readVisitorsOf([{ siteId, whoKey }]) : null
  const visitor = { siteId, anonymousId }
  // Of a visitor the facts outlast what the server told.
  const said = (await tx.readFacts(visitor)).filter(({ sessionId }) =>
    toldAtMs === undefined ? isToldSession(sessionId) : sessionId === toldSession(toldAtMs),
  )
  for (const { sessionId, fact } of said) await tx.forgetFact(visitor, { sessionId, fact })
  return wasKnown || said.length > 0 ? [visitor] : null
}
