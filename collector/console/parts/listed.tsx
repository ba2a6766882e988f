import type { Config } from '../../config.js'
import { safeText } from '../../explain/in-words.js'
import type { Brief } from '../../operate/brief.js'

/** Leads to what became of something, by its id. */
export function ExplainLink({ id }: { id: string | number }) {
  return <a href={explainPath(id)}>{id}</a>
}

export function explainPath(id: string | number): string {
  return `/explain/${encodeURIComponent(id)}`
}

/** What an interaction is about; its kind where it has no title. */
export function Title({ of }: { of: Pick<Brief, 'title' | 'kind'> }) {
  return <>{safeText(of.title ?? of.kind)}</>
}

/** Whom it would be told of. */
export function Person({ of }: { of: string | null }) {
  return of === null ? <span class="muted">nobody</span> : <>{safeText(of)}</>
}

/** The beginning of a visitor's id, by which it can be searched; the whole when somebody points at it. */
export function Visitor({ id }: { id: string }) {
  return <code title={id}>{id.slice(0, 8)}</code>
}

/** Leads to how a site is configured, while it is. */
export function SiteLink({ siteId, config }: { siteId: string; config: Pick<Config, 'sites'> }) {
  const isConfigured = config.sites.some((site) => site.siteId === siteId)
  return isConfigured ? (
    <a href={`/sites/${encodeURIComponent(siteId)}`}>{siteId}</a>
  ) : (
    <>{siteId}</>
  )
}

/** A reason that leads to what is there for it. */
export function ReasonLink({ path, reason }: { path: string; reason: string }) {
  return (
    <a href={`${path}?${new URLSearchParams({ reason }).toString()}`}>
      <code>{reason}</code>
    </a>
  )
}

/** Above a list: whether it is all there is. */
export function howMany(listed: number, { url, total }: { url: URL; total: number }): string {
  const search = url.searchParams.get('search')?.trim()
  const count = listed.toLocaleString('en-US')
  if (search) return `${count} with “${search}”, the newest first`
  const all = listed < total ? ` of ${total.toLocaleString('en-US')}` : ''
  return `${count}${all}, the newest first`
}

/** How many there are of a reason, or of all. */
export function totalOf(
  counts: readonly { reason: string; interactions: number }[],
  url: URL,
): number {
  const asked = url.searchParams.get('reason')
  return counts
    .filter(({ reason }) => !asked || reason === asked)
    .reduce((sum, { interactions }) => sum + interactions, 0)
}
