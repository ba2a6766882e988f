import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { createConsole } from './console/create-console.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { aBudget } from './deliver/test-delivery.js'
import { openTestExplain } from './explain/test-explain.js'
import { ACCEPTED, scriptFetch } from './gong/test-gong.js'
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

/** After the last that happens in these stores. */
const UPGRADED_AT_MS = NOON_MS + 20 * MINUTE_MS

describe.each(EARLIER_VERSIONS)('a store of the version that ended with $sqlite', (version) => {
  it('is brought up to date and keeps all its rows', async () => {
    const { target, rows: before } = await openEarlierStore(version)
    expect(await readMigrations(target)).toMatchObject({ state: 'earlier' })
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

  it('is told to Gong once: what was under way under its own id, what had ended not again', async () => {
    const { target, rows } = await openEarlierStore(version)
    const was = rows.get('interactions') ?? []
    const { goOn, calls } = await upgrade(target)
    // Who was nobody yet comes again, by a tracking id.
    await goOn(knownNow('d', 'gong-dan'))
    const sent = calls.map(({ body }) => body as { eventId: string; content: Row })
    const titles = sent.map(({ content }) => String(content['contentTitle'])).sort()
    const isOfDigests = version.sqlite >= '0004'
    expect(titles).toEqual(
      [
        ...(isOfDigests ? ['Viewed 2 pages'] : []),
        ...['back', 'nobody-yet', 'open', 'Product tour', 'received', 'sealed', 'stitched'],
        'tried-once',
      ].sort(),
    )

    const ids = sent.map(({ eventId }) => eventId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { state, gong_event_id: id } of was) {
      if (id === null) continue
      const isDue = ['sealed', 'held', 'pending'].includes(String(state))
      expect({ state, isSent: ids.includes(String(id)) }).toEqual({ state, isSent: isDue })
    }
    const tried = was.find(({ request }) => request !== null && request !== undefined)
    const again = was.find(({ state, attempts }) => state === 'pending' && attempts === 1)
    expect(tried).toBeDefined()
    expect(sent.find(({ eventId }) => eventId === again?.['gong_event_id'])).toEqual(
      JSON.parse(String(again?.['request'])),
    )
    const is = await rowsOf(target, 'interactions')
    const ended = (all: Row[]) =>
      byId(all).filter(({ interaction_id: id }) =>
        was.some((each) => each['interaction_id'] === id && each['ended_at_ms'] !== null),
      )
    const shared = Object.keys(was[0] ?? {})
    expect(only(ended(is), shared)).toEqual(only(ended(was), shared))
    expect(is.filter(({ state }) => ['open', 'sealed', 'pending'].includes(String(state)))).toEqual(
      [],
    )
  })

  it('can be asked by every page of the console', async () => {
    const { target } = await openEarlierStore(version)
    const { store, clock } = await upgrade(target)
    const reader = await openToRead(target, { clock })
    onTestFinished(() => reader.close())
    const app = createConsole({
      config: config(),
      findStore: () => ({ reader, store }),
      main: {
        readSightings: async () => ({ sites: {}, unknownSites: [], refusals: [], loads: [] }),
        metricsJson: async () => [],
      },
      pipeline: { metricsJson: async () => [] },
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
  const { sites, companyName } = config()
  const access = {
    kind: 'key',
    baseUrl: 'https://gong.example',
    accessKey: 'k',
    accessKeySecret: 's',
  }
  const gong = openGong({ ...access, kind: 'key' }, { store, logger, fetch, timeoutMs: 15_000 })
  const shared = { store, logger, random: () => 0 }
  const forwarder = createForwarder({ spool, store, clock, logger })
  const pipeline = createPipeline({ ...shared, forwarder, config: config(), gong })
  const delivery = {
    ...shared,
    ...gong,
    sites: new Map(sites.map((site) => [site.siteId, site])),
    budget: aBudget(),
    companyName: companyName ?? undefined,
    callTimeoutMs: 15_000,
  }
  return {
    store,
    clock,
    calls,
    /** Takes the beacon and goes on until every session has ended and nothing is left to be sent. */
    async goOn(beacon: SpooledBeacon): Promise<void> {
      spool.append([JSON.stringify(beacon)])
      while ((await pipeline.passOnce()) > 0);
      nowMs += 60 * MINUTE_MS
      while ((await pipeline.passOnce()) > 0);
      for (;;) {
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

function byId(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => Number(a['interaction_id']) - Number(b['interaction_id']))
}
