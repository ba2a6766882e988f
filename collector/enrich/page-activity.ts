import type { StoredEvent } from '../store/events.js'
import type { CustomField } from '../store/interaction.js'
import { durationField, field } from './custom-field.js'

/** What views came to: whole numbers, none of them below zero. */
export interface PageActivity {
  views: number
  activeSeconds: number
  /** The deepest of all views. */
  scrollPercent: number
}

/** What pages' views and their ends say together. A view whose beginning was lost counts as one. */
export function pageActivity(stored: readonly StoredEvent[]): PageActivity {
  const leaves = stored.flatMap(({ event }) => (event.type === 'page_leave' ? [event] : []))
  const views = stored.filter(({ event }) => event.type === 'page_view').length
  // A view that was hidden and shown again tells several times, each time all that it has come to.
  const secondsByView = new Map<string, number>()
  for (const { page, activeSeconds } of leaves) {
    const toldSeconds = secondsByView.get(page.viewId) ?? 0
    secondsByView.set(page.viewId, Math.max(toldSeconds, activeSeconds))
  }
  return {
    views: Math.max(1, views),
    activeSeconds: Math.round([...secondsByView.values()].reduce((sum, each) => sum + each, 0)),
    scrollPercent: Math.max(0, ...leaves.map((leave) => leave.scrollPercent)),
  }
}

/** Where a visit to these pages came from: the first campaign and the first other site that any of them names. */
export function sourceFields(stored: readonly StoredEvent[]): CustomField[] {
  const pages = stored.map(({ event }) => event.page)
  const campaign = firstOf(pages, ({ url }) => campaignOf(url))
  const referrer = firstOf(pages, referrerHostOf)
  return [
    ...(campaign ? [field('Campaign', campaign)] : []),
    ...(referrer ? [field('Referrer', referrer)] : []),
  ]
}

/** Nothing where nothing was told. */
export function activeTimeField({ activeSeconds }: PageActivity): CustomField[] {
  return activeSeconds > 0 ? [durationField('Active time', activeSeconds)] : []
}

function firstOf<T>(list: readonly T[], read: (each: T) => string): string {
  for (const each of list) {
    const found = read(each)
    if (found) return found
  }
  return ''
}

function campaignOf(pageUrl: string): string {
  const { searchParams } = new URL(pageUrl)
  return ['utm_campaign', 'utm_source', 'utm_medium']
    .flatMap((name) => searchParams.get(name) || [])
    .join(' / ')
}

/** Another site's host, without the `www.` by which it would be a link; a page's own is no news. */
function referrerHostOf({ url, referrer }: { url: string; referrer?: string | undefined }): string {
  if (!referrer || !URL.canParse(referrer)) return ''
  const { host } = new URL(referrer)
  return host !== new URL(url).host ? host.replace(/^www\./, '') : ''
}
