import type { ContentRule } from '../lib/config-content.js'
import type { Site } from '../lib/config-file.js'
import { cleanText } from '../lib/clean-text.js'
import type { StoredEvent } from '../store/events.js'
import type { ContentOf } from './contents.js'
import { field } from './custom-field.js'
import type { KindContent } from './kind-content.js'
import { activeTimeField, pageActivity, sourceFields } from './page-activity.js'
import { titleOfPages } from './page-title.js'

/** Named in full; the rest is in their number. */
const MAX_PAGES = 10

/** So that a sentence with two titles keeps within what a title may have. */
const MAX_NAME_CHARACTERS = 40

const MAX_LABELS = 20

/**
 * Pages of little value in one session, as a sentence: "Read 5 pages, among them Pricing basics and Security", which are
 * those read for longest. Their titles follow as fields, in the order in which they were first seen. It is as urgent as
 * the most urgent of its pages, has the labels of all, and is told as a digital interaction whatever their rules say,
 * since the other calls are about one content.
 */
export function composeDigest(
  stored: readonly StoredEvent[],
  { site, contentOf }: { site: Site; contentOf: ContentOf },
): KindContent {
  const pages = pagesOf(stored, { site, contentOf })
  const rules = pages.flatMap(({ rule }) => rule ?? [])
  const labels = [...new Set(rules.flatMap((rule) => rule.labels ?? []))].slice(0, MAX_LABELS)
  const activity = pageActivity(stored)
  const clicks = stored.filter(({ event }) => event.type === 'click').length
  return {
    title: sentenceOf(pages),
    ...(labels.length > 0 && { labels }),
    priority: mostUrgent(rules),
    reportAs: 'digital-interaction',
    customFields: [
      field('Pages', pages.length),
      field('Views', activity.views),
      ...activeTimeField(activity),
      ...(clicks > 0 ? [field('Clicks', clicks)] : []),
      ...sourceFields(stored),
      ...pages.slice(0, MAX_PAGES).map(({ title }, index) => field(`Page ${index + 1}`, title)),
    ],
  }
}

interface DigestPage {
  title: string
  activeSeconds: number
  rule: ContentRule | undefined
}

/** Each content once, in the order in which they were first seen. */
function pagesOf(
  stored: readonly StoredEvent[],
  { site, contentOf }: { site: Site; contentOf: ContentOf },
): DigestPage[] {
  const byContent = new Map<string, [StoredEvent, ...StoredEvent[]]>()
  for (const each of stored) {
    const { contentId } = contentOf(site.siteId, each.event.page)
    const seen = byContent.get(contentId)
    if (seen) seen.push(each)
    else byContent.set(contentId, [each])
  }
  return [...byContent.values()].map((own) => {
    const { rule } = contentOf(site.siteId, own[0].event.page)
    const title = titleOfPages(own, { rule, site })
    return { title, activeSeconds: pageActivity(own).activeSeconds, rule }
  })
}

function sentenceOf(pages: readonly DigestPage[]): string {
  const ranked = [...pages].sort((one, other) => other.activeSeconds - one.activeSeconds)
  const named = pages.length > 2 ? ranked : pages
  const names = named.slice(0, 2).map(({ title }) => cleanText(title, MAX_NAME_CHARACTERS))
  const words = names.join(' and ')
  return pages.length > 2 ? `Read ${pages.length} pages, among them ${words}` : `Read ${words}`
}

function mostUrgent(rules: readonly ContentRule[]): ContentRule['priority'] {
  const priorities = new Set(rules.map(({ priority }) => priority))
  return (['high', 'normal', 'low'] as const).find((each) => priorities.has(each)) ?? 'normal'
}
