import { webUrl } from '../../wire/text.js'
import { callOf } from '../deliver/to-call.js'
import { compose } from '../enrich/compose.js'
import { createContents } from '../enrich/contents.js'
import { foldKeyOf } from '../enrich/fold-key.js'
import { plainPath, routeOf } from '../enrich/plain-path.js'
import type { ContentRule } from '../lib/config-content.js'
import type { ConfigFile, Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'
import type { StoredEvent } from '../store/events.js'
import type { ReportCall } from '../store/tables.js'
import { askEachRule, type AskedRule } from './ask-each-rule.js'

/** A page as it may be viewed. */
export interface TriedPage {
  url: string
  title: string
  /** What its `<link rel=canonical>` says; undefined without one. */
  canonicalUrl?: string | undefined
  siteId: string
}

/** What becomes of a view of a page, by the rules as they are configured. */
export type AddressTrial =
  { kind: 'fault'; field: 'url' | 'canonicalUrl' | 'site'; words: string } | TriedAddress

export interface TriedAddress {
  kind: 'tried'
  /** The page's own address, or the canonical one where that is believed. */
  address: string
  /** What rules are compared with: the path in one spelling, and the one that a router keeps in the fragment. */
  path: string
  route: string | null
  contentId: string
  /** Null where the page is not on the site's own origins: sellers get no link then. */
  contentUrl: string | null
  /** Whether beacons of such a page are taken at all. */
  isOwnOrigin: boolean
  /** The rules in order up to the one that decides; all of them when none does. */
  asked: AskedRule[]
  /** The number of the rule that decides, from 1; null for none. */
  rule: number | null
  /** What a seller reads; of a digest its whole title, as for this page alone. */
  title: string
  labels: string[]
  priority: ContentRule['priority']
  granularity: ContentRule['granularity']
  isSent: boolean
  /** For somebody whom the call has room for. */
  call: ReportCall
  /** What the rule asked for, where that is another call. */
  askedCall: ReportCall | null
}

type Rules = Pick<ConfigFile, 'sites' | 'content'>

/** Asks the very code of the pipeline, of a page view at `nowMs`. */
export function tryAddress(page: TriedPage, rules: Rules, nowMs: number): AddressTrial {
  const site = rules.sites.find(({ siteId }) => siteId === page.siteId)
  if (!site) return { kind: 'fault', field: 'site', words: 'There is no such site.' }
  const url = webUrl.safeParse(page.url)
  if (!url.success) return { kind: 'fault', field: 'url', words: NO_ADDRESS }
  const canonical = webUrl.optional().safeParse(page.canonicalUrl)
  if (!canonical.success) return { kind: 'fault', field: 'canonicalUrl', words: NO_ADDRESS }
  return tryView({ ...page, url: url.data, canonicalUrl: canonical.data }, { site, rules, nowMs })
}

const NO_ADDRESS =
  'Expected an absolute address that begins with https:// or http://, such as "https://www.acme.com/pricing".'

function tryView(
  page: TriedPage,
  { site, rules, nowMs }: { site: Site; rules: Rules; nowMs: number },
): TriedAddress {
  const contentOf = createContents({
    sites: new Map([[site.siteId, site]]),
    content: rules.content,
  })
  const stored = aView(page, nowMs)
  const found = contentOf(site.siteId, stored.event.page)
  const fold = foldKeyOf(stored.event, found)
  // What is not sent has no kind; its words are those that it would have.
  const kind = fold.kind === 'fold' ? fold.interaction : 'page viewed'
  const content = compose(kind, [stored], { site, contentOf })
  const who = { kind: 'tracked', trackingId: '' } as const
  const call = callOf({ content, who }, { engagementCalls: site.engagementCalls, shareId: null })
  const { rule } = found
  const asked = rule?.reportAs ?? 'digital-interaction'
  const { pathname, hash } = new URL(found.url)
  return {
    kind: 'tried',
    address: found.url,
    path: plainPath(pathname),
    route: routeOf(hash) ?? null,
    contentId: found.contentId,
    contentUrl: content.contentUrl ?? null,
    isOwnOrigin: allowsOrigin(site, new URL(page.url).origin),
    asked: askEachRule(rules.content, { url: found.url, decisive: rule }),
    rule: rule ? rules.content.indexOf(rule) + 1 : null,
    title: content.title,
    labels: content.labels ?? [],
    priority: content.priority,
    granularity: rule?.granularity ?? 'content',
    isSent: fold.kind === 'fold',
    call,
    askedCall: asked === call ? null : asked,
  }
}

/** A view such as the spool would give it, of nobody in particular. */
function aView({ url, title, canonicalUrl, siteId }: TriedPage, nowMs: number): StoredEvent {
  const nobody = '0'.repeat(32)
  return {
    seq: 0,
    siteId,
    anonymousId: nobody,
    sessionId: nobody,
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    userAgent: null,
    context: {},
    event: {
      type: 'page_view',
      eventId: '00000000-0000-4000-8000-000000000000',
      sessionId: nobody,
      occurredAtMs: nowMs,
      page: { url, title, viewId: nobody, ...(canonicalUrl !== undefined && { canonicalUrl }) },
    },
  }
}
