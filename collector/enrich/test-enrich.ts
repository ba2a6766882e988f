import type { WireEvent } from '../../wire/event.js'
import { NOON_MS } from '../../wire/test-data.js'
import type { ContentRule } from '../lib/config-content.js'
import { createTestLogger } from '../lib/test-logger.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import type { SealedContent } from '../store/interaction.js'
import type { SpooledBeacon } from '../store/spool/spooled-beacon.js'
import { stitchOnce } from '../stitch/stitch-once.js'
import { aSpooledBeacon, openTestStore } from '../store/test-store.js'
import { assignOnce, shedHeldOnce } from './assign-once.js'
import { createContents } from './contents.js'
import { foldOnce } from './fold-once.js'
import { sealOnce } from './seal-once.js'

export const QUIET_SECONDS = 120
export const MAX_SECONDS = 1800

/** A session may be idle no longer than anything else, so that a page need not be left to be told. */
const IDLE_MINUTES = QUIET_SECONDS / 60

/** The stages of enrich over a real store, by a clock that the test turns. */
export async function openTestEnrich(
  site = aSite({ origins: ['https://www.acme.com'] }),
  {
    content = [],
    idleMinutes = IDLE_MINUTES,
  }: { content?: ContentRule[]; idleMinutes?: number } = {},
) {
  let nowMs = NOON_MS
  const test = await openTestStore({ clock: () => nowMs })
  const { store } = test
  const { logger, lines } = createTestLogger()
  const coalesce = {
    quietSeconds: QUIET_SECONDS,
    maxSeconds: MAX_SECONDS,
    sessionIdleMinutes: idleMinutes,
  }
  const sites = siteMap(site)
  const contentOf = createContents({ sites, content })
  const selfReported = {
    perPersonPerDay: 1000,
    perDay: { self_reported_share: 1000, tracked_share: 1000 },
  }
  const hold = { maxPerVisitor: 500 }
  const deps = { store, sites, contentOf, selfReported, hold, logger, coalesce }
  const LIMIT = 1000

  /** Events come in, in one beacon, and are stitched. */
  async function receive(events: WireEvent[], changes: Partial<SpooledBeacon> = {}): Promise<void> {
    await store.appendBeacons([aSpooledBeacon(events, { receivedAtMs: nowMs, ...changes })])
    const judgeToken = () => Promise.resolve(null)
    await stitchOnce({ store, judgeToken, maxLinkBrowsers: 3, logger }, LIMIT)
  }

  return {
    ...test,
    deps,
    lines,
    receive,
    fold: () => foldOnce(deps, LIMIT),
    seal: () => sealOnce(deps, LIMIT),
    assign: () => assignOnce(deps, LIMIT),
    shed: (days: number) => store.stage((tx) => shedHeldOnce(tx, { hold: { days }, limit: LIMIT })),
    turn: (seconds: number) => (nowMs += seconds * 1000),
    /** Takes events all the way to their sealed contents, after the quiet time. */
    tell: async (events: WireEvent[], changes: Partial<SpooledBeacon> = {}): Promise<void> => {
      await receive(events, changes)
      await foldOnce(deps, LIMIT)
      nowMs += QUIET_SECONDS * 1000
      await sealOnce(deps, LIMIT)
    },
    /** What is sealed, in order of opening. */
    contents: async () =>
      (await test.rows('interactions')).flatMap(({ content }) =>
        // Written by `seal` only.
        content === null ? [] : [JSON.parse(content) as SealedContent],
      ),
  }
}

/** The value of a sealed content's custom field. */
export function fieldOf(content: SealedContent | undefined, name: string): string | undefined {
  return content?.customFields.find((field) => field.name === name)?.value
}
