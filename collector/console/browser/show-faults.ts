import { setNotice } from './notice.js'

/** What htmx tells of an answer before it takes it over: https://htmx.org/events/#htmx:beforeSwap */
interface BeforeSwap {
  shouldSwap: boolean
  xhr: XMLHttpRequest
  requestConfig: { verb: string }
}

/**
 * Shows what a refused form is answered, which htmx would drop, and says above the page when a live one is not up to date
 * any more.
 */
export function showFaults(): void {
  document.addEventListener('htmx:beforeSwap', (event) => {
    // htmx sends no other.
    const { detail } = event as CustomEvent<BeforeSwap>
    if (detail.requestConfig.verb === 'post' && detail.xhr.status >= 400) detail.shouldSwap = true
  })
  for (const name of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.addEventListener(name, () => say(true))
  }
  document.addEventListener('htmx:afterSwap', () => say(false))
}

const WORDS = 'The collector does not answer: what stands here may be old.'

function say(isStale: boolean): void {
  if (isStale && !document.querySelector('[data-live-seconds]')) return
  setNotice('stale', isStale ? { words: WORDS, tone: 'bad' } : null)
}
