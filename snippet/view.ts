import type { WireEvent } from '../wire/event.js'
import { openActivity } from './activity.js'
import { cleanUrl, redactEmails } from './clean-url.js'
import { newId } from './ids.js'
import { guard } from './life.js'
import { isView } from './options.js'

/** The present view, in every event of it. There is one since Tamtam has begun. */
export let page: WireEvent['page']
/** What tells one view from the next. */
let route: string
/** The address with which the document was loaded, but for query and fragment. */
let loadedUrl: string | undefined

/** Begins a view of where the browser is now, come from `referrer`. */
export function openView(referrer: string): void {
  page = {
    url: cleanUrl(location.href),
    title: '',
    referrer: cleanUrl(referrer) || undefined,
    viewId: newId(),
  }
  route = readRoute()
  openActivity()
  guard(readCanonicalUrl)()
}

/** Whether the browser is where another view begins. */
export function isElsewhere(): boolean {
  return readRoute() !== route
}

/** Waiting events share their page; its title is read when they go, since routers set it late. */
export function settleTitle(): void {
  // A `<form name="title">` takes the title's place, and is no text: https://html.spec.whatwg.org/#dom-document-nameditem
  // Where the address is looked at four times a second, the title may be the next view's already.
  if (!page.title || !isElsewhere()) page.title = redactEmails(document.title)
}

/** Told only where it says more than the address does, and of the path that it was written for: routers may leave it be. */
function readCanonicalUrl(): void {
  const own = location.origin + location.pathname
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]')
  const url = cleanUrl(link?.href)
  if (own === (loadedUrl ??= own)) page.canonicalUrl = (url !== own && url) || undefined
}

function readRoute(): string {
  const { pathname, search, hash } = location
  return [pathname, isView('query') && search, isView('hash') && hash].join()
}
