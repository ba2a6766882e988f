import type { EventOf } from '../../wire/event.js'
import { cleanText } from '../lib/clean-text.js'
import type { ComposeDeps } from './compose.js'
import { field } from './custom-field.js'
import type { KindContent } from './kind-content.js'
import { pageTitleOf } from './page-content.js'
import { withoutSecrets } from './plain-path.js'

/** Clicks on one target in one session, named by what the visitor read on it. */
export function composeClick(
  clicks: readonly EventOf<'click'>[],
  { site, contentOf }: ComposeDeps,
): KindContent {
  const [first] = clicks
  if (!first) throw new Error('an interaction of clicks has no click')
  const { target, page } = first
  const link = target.href ? linkWords(target.href) : ''
  const words = [target.text, target.name, target.id].map((each) => cleanText(each ?? ''))
  return {
    title: words.find(Boolean) ?? link,
    customFields: [
      field('Page', contentOf(site.siteId, page).rule?.title ?? pageTitleOf(page, site)),
      ...(link ? [field('Link', link)] : []),
      ...(clicks.length > 1 ? [field('Clicks', clicks.length)] : []),
    ],
  }
}

/** Where a link leads, for reading: host (without `www.`, by which it would be a link) and path, or the scheme of a mail or telephone link. */
function linkWords(href: string): string {
  if (!URL.canParse(href)) return cleanText(href)
  const { protocol, host, pathname } = new URL(href)
  return /^https?:$/.test(protocol)
    ? cleanText(host.replace(/^www\./, '') + (pathname === '/' ? '' : withoutSecrets(pathname)))
    : protocol
}
