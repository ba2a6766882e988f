import type { Context } from 'hono'
import { readBanner } from '../operate/read-banner.js'
import type { Banner } from './layout.js'
import type { Page, PageDeps } from './page.js'
import { storable } from './storable.js'

export interface PageRead<T> {
  /** Null when there is no such thing. */
  data: T | null
  /** By the store's clock, of the moment that the data is of. */
  nowMs: number
  banner: Banner
}

/** What a page shows, as of one moment: of a live one a moment that others have asked for may do. */
export async function readPage<T>(
  { read, liveSeconds }: Pick<Page<T>, 'read' | 'liveSeconds'>,
  c: Context,
  { config, findStore, main, script, shared }: PageDeps,
): Promise<PageRead<T> | 'away'> {
  const open = findStore()
  if (!open) return 'away'
  const readNow = () =>
    open.reader.read(async (verbs) => {
      const nowMs = await verbs.readNowMs()
      const data = await read({
        verbs,
        config,
        nowMs,
        main,
        script,
        query: (name) => storable(c.req.query(name) ?? '').trim() || undefined,
        param: (name) => storable(c.req.param(name) ?? ''),
        host: new URL(c.req.url).hostname,
      })
      return { data, nowMs, banner: await readBanner(verbs, config, nowMs) }
    })
  return liveSeconds === undefined ? readNow() : shared.read(c.req.url, readNow)
}
