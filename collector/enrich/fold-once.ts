import type { ConfigFile } from '../lib/config-file.js'
import { visitorKey, type Fold, type StoredEvent, type Visitor } from '../store/events.js'
import type { PartOfInteraction } from '../store/open-interactions.js'
import type { Store } from '../store/store.js'
import type { ContentOf } from './contents.js'
import { keyEvents, keysOf, planFolds, toldKeysOf, type FoldPlan } from './plan-folds.js'
import { sessionEndsOf } from './session-ends.js'

export interface FoldDeps {
  store: Store
  contentOf: ContentOf
  coalesce: ConfigFile['coalesce']
}

/**
 * The life of an interaction, of which this is the first step:
 *
 *   open       events of its session and content join it; each puts off the sealing by the quiet time, up to the maximum
 *   sealed     its content is fixed and never changes; it waits for its person
 *   held       nobody knows the person, or there is no room for it; asked again when there is news of its visitor, and
 *              shed after 30 days
 *   pending    it has its person and stands in that person's lane
 *   delivered, dead, shed   the ends, each with its reason
 *
 * While a page is being read nothing comes: its active time comes as it is left or hidden. So after a view the quiet time
 * is as long as a session may be idle, and after the page's end as long as any other. A session's digest waits for as long
 * after any event of its session, and up to a day.
 *
 * All of a session is due at once when the session is over: when a later event comes in another session of the visitor,
 * or a reset. What comes after that and before the sealing joins all the same, and puts the sealing off as ever.
 *
 * An event that comes after the sealing opens the next part, or joins it while it is open, only if it says more than all
 * sealed parts tell: it passes a video milestone, is a step beyond the furthest, or is of a page that is in no digest of
 * its session yet. Any other has been told already; or, where the interaction was buried, can be told by nothing. So
 * what a part tells does not depend on the order in which its events come. Parts are bounded too.
 *
 * What a visitor has open is bounded: an event that would open more is folded into nothing.
 *
 * Quiet time and maximum run by the clock at which events are folded, not by that at which they were received: when
 * the stages work off a backlog, what waits in it would otherwise be late for interactions that were sealed at once.
 *
 * Takes the next events into interactions, in one transaction. Returns how many events it took.
 */
export async function foldOnce(
  { store, contentOf, coalesce }: FoldDeps,
  limit: number,
): Promise<number> {
  const folded = await store.tryStage(async (tx) => {
    const events = keyEvents(await tx.readEventsAt('stitched', limit), contentOf)
    if (events.length === 0) return 0
    const stored = events.map((each) => each.stored)
    const parts = await tx.readLatestParts(keysOf(events))
    const told = await tx.readTells(toldKeysOf(events, parts))
    const openOf = await tx.countOpenOf(visitorsOf(stored))
    const nowMs = await tx.nowMs()
    const plan = planFolds(events, { parts, told, openOf, contentOf, coalesce, nowMs })
    // Before the plan is written: of the parts that events join, in whatever order, it knows better.
    await tx.endSessions(sessionEndsOf(stored), nowMs)
    const opened = await tx.openInteractions(plan.opened)
    await tx.extendInteractions(plan.extended)
    await tx.foldEvents(foldsOf(plan, opened))
    return events.length
  })
  return folded ?? 0
}

function visitorsOf(events: readonly StoredEvent[]): Visitor[] {
  return [...new Map(events.map((each) => [visitorKey(each), each])).values()]
}

/** The events' ends, now that the opened parts have their numbers. */
function foldsOf({ folds, opened, extended }: FoldPlan, openedIds: readonly number[]): Fold[] {
  const ids = new Map<PartOfInteraction, number>(extended.map((part) => [part, part.interactionId]))
  opened.forEach((part, index) => ids.set(part, openedIds[index] as number)) // One each.
  return folds.map(({ seq, into }) => {
    if (typeof into === 'string') return { seq, interactionId: null, unfoldedReason: into }
    const interactionId = ids.get(into)
    if (interactionId === undefined) throw new Error(`event ${seq} is planned into no part`)
    return { seq, interactionId, unfoldedReason: null }
  })
}
