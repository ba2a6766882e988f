import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { createConsole } from './console/create-console.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { aBudget } from './deliver/test-delivery.js'
import { openTestExplain } from './explain/test-explain.js'
import { ACCEPTED, scriptFetch } from './gong/test-gong.js'
import { createSightings } from './ingest/sightings.js'
import { createTestLogger } from './lib/test-logger.js'
import { openGong } from './open-gong.js'
import { migrateStore, readMigrations } from './operate/migrate-store.js'
import { createPipeline } from './pipeline.js'
import {
  EARLIER_VERSIONS,
  openEarlierStore,
  rowsOf,
  type EarlierVersion,
  type Row,
} from './store/fixtures/test-earlier-store.js'
import { openToRead } from './store/open-to-read.js'
import { createForwarder } from './store/spool/forwarder.js'
import { openSpool } from './store/spool/spool.js'
import type { SpooledBeacon } from './store/spool/spooled-beacon.js'
import { openStore } from './store/store.js'
import { aSpooledBeacon, temporaryFolder } from './store/test-store.js'
import { GONG, read, SITE } from './test-config.js'

// Covers: stores that earlier versions left behind (store/fixtures/), opened by this one, in SQLite and PostgreSQL.
// Leaves out: spools of earlier versions, which are empty once their collector was stopped with its store there.

const MINUTE_MS = 60_000

/** Of turning the clock, where calls at three a second take that long by far not. */
const GIVE_UP_MS = 10_000

/** After the last that happens in these stores. */
const UPGRADED_AT_MS = NOON_MS + 20 * MINUTE_MS

describe.each(EARLIER_VERSIONS)('a store of the version that ended with $sqlite', (version) => {
  it('is brought up to date and keeps all its rows', async () => {
    const { target, rows: before } = await openEarlierStore(version)
    // Ready where it is the last one's, which no migration has followed.
    expect((await readMigrations(target)).state).toMatch(/^(earlier|ready)$/)
    expect((await migrateStore(target)).after).toMatchObject({ state: 'ready', pending: [] })
    for (const [table, was] of before) {
      const is = await rowsOf(target, table)
      const shared = columnsKept({ table, version, was: was[0] ?? {}, is: is[0] ?? {} })
      expect(only(is, shared), table).toEqual(only(was, shared))
    }
  })

  it('holds an interaction of every state that the version had, so that nothing here is said of too few', async () => {
    const { rows } = await openEarlierStore(version)
    const states = new Set(rows.get('interactions')?.map(({ state }) => state))
    const later = version.sqlite < '0004' ? [] : ['folded']
    const all = ['dead', 'delivered', 'held', 'open', 'pending', 'sealed', 'shed', ...later]
    expect([...states].sort()).toEqual(all.sort())
    const stages = new Set(rows.get('events')?.map(({ stage }) => stage))
    expect([...stages].sort()).toEqual(['folded', 'received', 'stitched'])
  })

  it('can be asked by every page of the console', async () => {
    const { target } = await openEarlierStore(version)
    const { store, clock, sites } = await upgrade(target)
    const reader = await openToRead(target, { clock })
    onTestFinished(() => reader.close())
    const app = createConsole({
      config: config(),
      findStore: () => ({ reader, store }),
      main: {
        readSightings: async () => createSightings({ clock, sites }).read(),
        metricsJson: async () => [],
        pipelineMetricsJson: async () => [],
      },
      script: { path: '/tamtam.js', immutablePath: '/tamtam-h.js', integrity: 'sha384-h' },
      assets: new Map(),
      clock,
      logger: createTestLogger().logger,
    })
    const paths = app.routes
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
      .map(({ path }) => path.replace(':siteId', 'acme-www').replace(':id', '5'))
    expect(paths.length).toBeGreaterThan(10)
    for (const path of new Set(paths)) {
      const answer = await app.request(`http://127.0.0.1:8788${path}`)
      expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    }
  })

  it('is explained, each event and each interaction', async () => {
    const { target, rows } = await openEarlierStore(version)
    await migrateStore(target)
    const explain = await openTestExplain(target)
    for (const { interaction_id: id, state } of rows.get('interactions') ?? []) {
      expect(await explain(Number(id))).toMatchObject([
        { kind: 'interaction', interaction: { state } },
      ])
    }
    for (const { event_id: id, stage } of rows.get('events') ?? []) {
      expect(await explain(String(id))).toMatchObject([{ kind: 'event', event: { stage } }])
    }
  })

  it('is told to Gong once, what was under way under its own id and what had ended not again', async () => {
    const { target, rows } = await openEarlierStore(version)
    const was = rows.get('interactions') ?? []
    const { goOn, calls, titles } = await upgrade(target)
    // Who was nobody yet comes again, by a tracking id.
    await goOn(knownNow('d', 'gong-dan'))
    const views = ['back', 'nobody-yet', 'open', 'Product tour', 'received', 'sealed', 'stitched']
    const digest = version.sqlite < '0004' ? [] : ['Viewed 2 pages']
    expect(titles()).toEqual([...views, 'tried-once', ...digest])

    const ids = calls.map(({ body }) => body['eventId'])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { state, gong_event_id: id } of was.filter(({ gong_event_id: id }) => id !== null)) {
      const isDue = ['sealed', 'held', 'pending'].includes(String(state))
      expect({ state, isSent: ids.includes(id) }).toEqual({ state, isSent: isDue })
    }
    const tried = was.find(({ state, attempts }) => state === 'pending' && attempts === 1)
    const again = calls.find(({ body }) => body['eventId'] === tried?.['gong_event_id'])
    expect(again?.body, 'the same call').toEqual(JSON.parse(String(tried?.['request'])))

    const is = await rowsOf(target, 'interactions')
    const ended = was.filter(({ ended_at_ms: atMs }) => atMs !== null)
    const endedIds = new Set(ended.map(({ interaction_id: id }) => id))
    const columns = Object.keys(was[0] ?? {})
    const stillEnded = is.filter(({ interaction_id: id }) => endedIds.has(id))
    expect(only(stillEnded, columns)).toEqual(only(ended, columns))
    const unfinished = ['open', 'sealed', 'pending', 'held']
    expect(is.filter(({ state }) => unfinished.includes(String(state)))).toEqual([])
  })
})

/** A collector of this version over an earlier one's store, and a Gong that takes everything. */
async function upgrade(target: string) {
  let nowMs = UPGRADED_AT_MS
  const clock = () => nowMs
  const store = await openStore(target, { clock })
  onTestFinished(() => store.close())
  const spool = openSpool(join(temporaryFolder(), 'spool.db'))
  onTestFinished(() => spool.close())
  const { fetch, calls } = scriptFetch(ACCEPTED)
  const { logger } = createTestLogger()
  const { companyName, gong: access, ...rest } = config()
  if (!access) throw new Error('the configuration has no Gong')
  const sites = new Map(rest.sites.map((site) => [site.siteId, site]))
  const gong = openGong(access, { store, logger, fetch, timeoutMs: 15_000 })
  const shared = { store, logger, random: () => 0 }
  const forwarder = createForwarder({ spool, store, clock, logger })
  const pipeline = createPipeline({ ...shared, forwarder, config: config(), gong })
  const delivery = {
    ...shared,
    ...gong,
    sites,
    budget: aBudget(),
    companyName,
    callTimeoutMs: 15_000,
  }
  return {
    store,
    clock,
    sites,
    calls,
    /** What the calls told of, by the alphabet. */
    titles: () =>
      calls
        .map(({ body }) => (body['content'] as { contentTitle: string }).contentTitle)
        .sort((a, b) => a.localeCompare(b)),
    /** Takes the beacon and goes on until every session has ended and nothing is left to be sent. */
    goOn: async (beacon: SpooledBeacon): Promise<void> => {
      spool.append([JSON.stringify(beacon)])
      while ((await pipeline.passOnce()) > 0);
      nowMs += 60 * MINUTE_MS
      while ((await pipeline.passOnce()) > 0);
      for (const untilMs = nowMs + GIVE_UP_MS; nowMs < untilMs;) {
        const step = await deliverOnce(delivery)
        if (step.kind === 'halt') throw new Error(`delivery halts: ${step.reason}`)
        if (step.kind === 'again') continue
        if (step.untilMs === null) return
        nowMs = Math.max(nowMs, step.untilMs)
      }
    },
  }
}

const config = () =>
  read(GONG, { companyName: 'Acme', sites: [{ ...SITE, titleSuffixes: [' | Acme'] }] })

function knownNow(letter: string, trackingId: string): SpooledBeacon {
  const occurredAtMs = UPGRADED_AT_MS
  const page = { url: 'https://www.acme.com/back', title: 'back | Acme', viewId: 'b'.repeat(32) }
  const sessionId = letter.repeat(32)
  const view = anEvent('page_view', { occurredAtMs, page, sessionId, trackingId })
  return aSpooledBeacon([view], { anonymousId: sessionId })
}

interface Kept {
  table: string
  version: EarlierVersion
  was: Row
  is: Row
}

/** The columns of a row that no migration since may have changed. */
function columnsKept({ table, version, was, is }: Kept): string[] {
  // 0005 keeps when each was told, and not when first and last.
  const isRewritten = table === 'identity_facts' && version.sqlite < '0005'
  const changed = isRewritten ? ['session_id', 'first_ms', 'last_ms'] : []
  return Object.keys(was).filter((column) => column in is && !changed.includes(column))
}

/** The rows with these columns alone, in an order of their own. */
function only(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(columns.map((column) => [column, row[column]]))).sort()
}
