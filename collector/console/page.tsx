import type { Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Config } from '../config.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { actorOf } from './actor-of.js'
import { answerAway, answerFault } from './answer-fault.js'
import type { ConsoleDeps } from './deps.js'
import type { AuditNote } from './keep-audit.js'
import { Layout } from './layout.js'
import { Live } from './live.js'
import { readPage } from './read-page.js'
import type { SharedReads } from './share-reads.js'
import { toCsv, type CsvValue } from './to-csv.js'
import type { WhoAsks } from './who-asks.js'

/** What a page may ask: the store as of one moment, the configuration, the address's parameters, the other threads. */
export interface Ask extends Pick<ConsoleDeps, 'main' | 'script'> {
  verbs: ReadVerbs
  config: Config
  /** By the store's clock. */
  nowMs: number
  /** Of the query; undefined when it is absent or blank. */
  query: (name: string) => string | undefined
  /** Of the path. */
  param: (name: string) => string
  /** The name by which the console was asked, without a port. */
  host: string
}

/** What is shown beside the data. */
export interface Shown<T> {
  data: T
  nowMs: number
  config: Config
  who: WhoAsks
  /** The address's own, to fill forms with and to write links by. */
  url: URL
}

/** One thing that the console shows: for people at `path`, for programs at `/api` and the same path, as a table in CSV. */
export interface Page<T> {
  path: string
  title: string
  /** Null when there is no such thing. */
  read(ask: Ask): Promise<T | null>
  View: (shown: Shown<T>) => Child
  /** For spreadsheets, at the path and `.csv`. */
  csv?: (data: T) => { columns: readonly string[]; rows: readonly (readonly CsvValue[])[] }
  /** How often a page that somebody looks at asks again, and then shares what is dear to read; absent: not by itself. */
  liveSeconds?: number
}

/** Adds the page's routes. */
export type AddPage = (app: Hono, deps: PageDeps) => void

export interface PageDeps extends ConsoleDeps {
  whoAsks: (c: Context) => WhoAsks
  note: (note: AuditNote) => Promise<void>
  /** Of live pages, which many may look at. */
  shared: SharedReads
}

export function definePage<T extends object>(page: Page<T>): AddPage {
  const { path, title, View, csv, liveSeconds } = page
  const apiPath = `/api${path === '/' ? '/overview' : path}`

  return function addPage(app, deps) {
    app.get(apiPath, async (c) => {
      const read = await readPage(page, c, deps)
      if (read === 'away') return answerAway(c)
      return read.data ? c.json(read.data, 200, FRESH) : answerFault(c, 404, 'not_found')
    })

    app.get(path, async (c) => {
      const read = await readPage(page, c, deps)
      if (read === 'away') return answerAway(c)
      const { data, nowMs, banner } = read
      if (!data) return answerFault(c, 404, 'not_found')
      const url = new URL(c.req.url)
      const shown = { data, nowMs, config: deps.config, who: deps.whoAsks(c), url }
      return c.html(
        <Layout title={title} path={c.req.path} who={shown.who} banner={banner}>
          <Live path={`${url.pathname}${url.search}`} seconds={liveSeconds}>
            {View(shown)}
          </Live>
        </Layout>,
        200,
        FRESH,
      )
    })

    if (csv) {
      app.get(`${path}.csv`, async (c) => {
        const read = await readPage(page, c, deps)
        if (read === 'away') return answerAway(c)
        if (!read.data) return answerFault(c, 404, 'not_found')
        const { columns, rows } = csv(read.data)
        const who = deps.whoAsks(c)
        // A table of people leaves the console: that is worth remembering.
        await deps.note({
          actor: actorOf(who),
          action: 'csv',
          target: path,
          detail: { rows: rows.length },
        })
        return c.body(toCsv(columns, rows), 200, {
          ...FRESH,
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="tamtam-${path.slice(1).replaceAll('/', '-')}.csv"`,
        })
      })
    }
  }
}

const FRESH = { 'Cache-Control': 'no-store' }
