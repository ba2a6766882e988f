import type { JudgeToken } from '../lib/judge-token.js'
import type { Logger } from '../lib/logger.js'
import type { Link } from '../store/links.js'
import type { Store } from '../store/store.js'
import { findErased } from './find-erased.js'
import { hearTold } from './hear-told.js'
import { noteVisits } from './note-visits.js'
import { readSaid } from './read-said.js'
import { stitchVisitors } from './stitch-visitors.js'

export interface StitchDeps {
  store: Store
  judgeToken: JudgeToken
  /** In how many browsers a link names its person. */
  maxLinkBrowsers: number
  logger: Logger
}

/**
 * Takes the next events to the person behind them: what they say of their visitor becomes aliases, and interactions
 * that were held for want of a person are asked again. So is what a site's server has told of its visitors since. What
 * happened to somebody before they were erased goes, however late it comes. One transaction, of a few statements
 * however many events there are. Returns how many events and told people it took.
 */
export async function stitchOnce(deps: StitchDeps, limit: number): Promise<number> {
  const { store, judgeToken, maxLinkBrowsers, logger } = deps
  let handedOn: Link[] = []
  const stitched = await store.tryStage(async (tx) => {
    const received = await readSaid(await tx.readEventsAt('received', limit), judgeToken)
    const erased = await findErased(tx, received)
    if (erased.size > 0) {
      const events = [...erased].map(({ event }) => event)
      await tx.dropEvents(events, 'person_erased', await tx.nowMs())
    }
    const kept = received.filter((each) => !erased.has(each))

    const told = await hearTold(tx, limit)
    const facts = kept.flatMap((each) => each.facts)
    const heard = await noteVisits(tx, facts, maxLinkBrowsers)
    handedOn = heard.handedOn
    await stitchVisitors(tx, {
      said: [...heard.said, ...told.said],
      asked: [...heard.displaced, ...told.visitors],
      maxLinkBrowsers,
    })
    if (kept.length > 0) await tx.markStitched(kept.map(({ event }) => event.seq))
    return received.length + told.count
  })
  for (const { siteId, madeAtMs } of handedOn) {
    logger.warn(
      { event: 'link_handed_on', siteId, madeAtMs, maxLinkBrowsers },
      'a tracked link came to more browsers than a person has: in the later ones it names nobody',
    )
  }
  return stitched ?? 0
}
