import type { StoredEvent } from '../store/events.js'
import { durationField, field } from './custom-field.js'
import type { KindContent } from './kind-content.js'

/** Views of one page in one session: how many, how long, how far, and where the visitor came from. */
export function composePage(stored: readonly StoredEvent[]): KindContent {
  const views = stored.filter(({ event }) => event.type === 'page_view')
  const leaves = stored.flatMap(({ event }) => (event.type === 'page_leave' ? [event] : []))
  // A view that was hidden and shown again tells several times, each time all that it has come to.
  const secondsByView = new Map<string, number>()
  for (const { page, activeSeconds } of leaves) {
    const toldSeconds = secondsByView.get(page.viewId) ?? 0
    secondsByView.set(page.viewId, Math.max(toldSeconds, activeSeconds))
  }
  const activeSeconds = [...secondsByView.values()].reduce((sum, seconds) => sum + seconds, 0)
  const scrollPercent = Math.max(0, ...leaves.map((leave) => leave.scrollPercent))
  const [first] = stored
  const campaign = first && campaignOf(first.event.page.url)
  const referrer = first && referrerHostOf(first.event.page)
  return {
    customFields: [
      field('Views', Math.max(1, views.length)),
      ...(activeSeconds > 0 ? [durationField('Active time', activeSeconds)] : []),
      ...(scrollPercent > 0 ? [field('Deepest scroll percent', scrollPercent)] : []),
      ...(campaign ? [field('Campaign', campaign)] : []),
      ...(referrer ? [field('Referrer', referrer)] : []),
    ],
  }
}

function campaignOf(pageUrl: string): string {
  const { searchParams } = new URL(pageUrl)
  return ['utm_campaign', 'utm_source', 'utm_medium']
    .flatMap((name) => searchParams.get(name) ?? [])
    .join(' / ')
}

/** Another site's host; a page's own is no news. */
function referrerHostOf({ url, referrer }: { url: string; referrer?: string | undefined }) {
  if (!referrer || !URL.canParse(referrer)) return undefined
  const { host } = new URL(referrer)
  return host !== new URL(url).host ? host : undefined
}
