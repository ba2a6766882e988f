import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { NOON_MS } from '../wire/test-data.js'
import { deliverOnce, type DeliverDeps } from './deliver/deliver-once.js'
import { aBudget } from './deliver/test-delivery.js'
import { assignOnce } from './enrich/assign-once.js'
import { createContents } from './enrich/contents.js'
import { foldOnce } from './enrich/fold-once.js'
import { sealOnce } from './enrich/seal-once.js'
import { scriptFetch, type ScriptedAnswer } from './gong/test-gong.js'
import { DEFAULT_CONFIG_FILE } from './lib/config-file.js'
import { createTokenJudge } from './lib/judge-token.js'
import { createTestLogger } from './lib/test-logger.js'
import { aSite, siteMap } from './lib/test-sites.js'
import { openGong } from './open-gong.js'
import { createPipeline, type PipelineDeps } from './pipeline.js'
import { stitchOnce } from './stitch/stitch-once.js'
import { createForwarder } from './store/spool/forwarder.js'
import { openSpool, type Spool } from './store/spool/spool.js'
import type { SpooledBeacon } from './store/spool/spooled-beacon.js'
import type { Store } from './store/store.js'
import { openTestStore, temporaryFolder } from './store/test-store.js'

const LIMIT = 500
const MAX_LINK_BROWSERS = 3
export const QUIET_MS = 120_000

/** Spool, store, all stages and a scripted Gong, by a clock that the test turns; any of it can be started anew. */
export async function openTestPipeline(...script: ScriptedAnswer[]) {
  const folder = temporaryFolder()
  let nowMs = NOON_MS
  const test = await openTestStore({ clock: () => nowMs })
  let spool: Spool = openSpool(join(folder, 'spool.db'))
  onTestFinished(() => spool.close())
  const { fetch, calls } = scriptFetch(...script)
  const { logger, lines } = createTestLogger()
  const site = aSite({ origins: ['https://www.acme.com'] })
  const config = {
    role: 'all' as const,
    sites: [site],
    content: [],
    // A session may be idle no longer than anything else, so that a page need not be left to be told.
    coalesce: {
      quietSeconds: QUIET_MS / 1000,
      maxSeconds: 1800,
      sessionIdleMinutes: QUIET_MS / 60_000,
    },
    hold: { days: 30, maxPerVisitor: 500 },
    budget: {
      ...DEFAULT_CONFIG_FILE.budget,
      share: 1,
      selfReportedShare: 1,
      maxPerPersonPerDay: 10_000,
    },
    retention: { eventDays: 90, interactionDays: 400 },
    quota: { callsPerSecond: 1, callsPerDay: 100 },
    companyName: 'Acme',
    links: { days: 90, maxBrowsers: MAX_LINK_BROWSERS },
    jwtKeys: [],
  }
  const judgeToken = createTokenJudge(config.jwtKeys)
  const access = {
    kind: 'key',
    baseUrl: 'https://gong.example',
    accessKey: 'key',
    accessKeySecret: 'secret',
  } as const
  const gong = openGong(access, {
    store: test.store,
    logger,
    fetch,
    timeoutMs: 15_000,
  })
  const contentOf = createContents({ sites: siteMap(site), content: config.content })
  const selfReported = {
    perPersonPerDay: 10_000,
    perDay: { self_reported_share: 10_000, tracked_share: 10_000 },
  }
  const shared = () => ({ store: test.store, sites: siteMap(site), contentOf, logger })
  const deliverDeps = (): DeliverDeps => ({
    ...shared(),
    ...gong,
    budget: aBudget({ callsPerDay: 100 }),
    companyName: 'Acme',
    callTimeoutMs: 15_000,
    random: () => 0,
  })

  /** Anew each time, as after a restart. */
  const forwarderTo = (store: Store) =>
    createForwarder({ spool, store, clock: () => nowMs, logger })

  return {
    calls,
    lines,
    rows: test.rows,
    target: test.target,
    deliverDeps,
    nowMs: () => nowMs,
    turn: (ms: number) => (nowMs += ms),
    append: (...beacons: SpooledBeacon[]) =>
      spool.append(beacons.map((each) => JSON.stringify(each))),
    spooled: () => spool.readOldest(LIMIT).length,
    /** The stages as the process runs them; `preview` calls nobody. */
    pipeline: (preview = false, changes: Pick<PipelineDeps, 'tracing'> = {}) =>
      createPipeline({
        ...shared(),
        forwarder: forwarderTo(test.store),
        config,
        gong: preview ? null : gong,
        random: () => 0,
        ...changes,
      }),
    /** The stages one by one, each over a store that may be stood in for. */
    stages: {
      forward: (store: Store = test.store) => forwarderTo(store).forwardOnce(),
      stitch: (store: Store = test.store) =>
        stitchOnce({ store, judgeToken, maxLinkBrowsers: MAX_LINK_BROWSERS, logger }, LIMIT),
      fold: (store: Store = test.store) => foldOnce({ ...shared(), ...config, store }, LIMIT),
      seal: (store: Store = test.store) => sealOnce({ ...shared(), store }, LIMIT),
      assign: (store: Store = test.store) =>
        assignOnce({ ...shared(), selfReported, hold: config.hold, store }, LIMIT),
    },
    /** Delivers, turning the clock to whatever is waited for, until nothing is to be sent. */
    deliver: async (): Promise<void> => {
      for (;;) {
        const step = await deliverOnce(deliverDeps())
        if (step.kind === 'halt') throw new Error(`delivery halts: ${step.reason}`)
        if (step.kind === 'again') continue
        if (step.untilMs === null) return
        nowMs = Math.max(nowMs, step.untilMs)
      }
    },
    /** The process dies and is started again over the same files. */
    restart: async (): Promise<void> => {
      spool.close()
      spool = openSpool(join(folder, 'spool.db'))
      await test.reopen()
    },
    store: () => test.store,
  }
}

export type TestPipeline = Awaited<ReturnType<typeof openTestPipeline>>
