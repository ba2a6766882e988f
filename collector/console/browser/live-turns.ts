import { setNotice } from './notice.js'

/**
 * Lets a live page ask again, `data-live-seconds` after its last answer, while it is looked at and nobody is filling in
 * one of its forms; when that takes longer than a few turns, says that what stands there rests. htmx hears the event
 * `live` on the body.
 */
export function addLiveTurns(): void {
  let lastAtMs = performance.now()
  document.addEventListener('htmx:afterRequest', () => (lastAtMs = performance.now()))
  setInterval(() => {
    const live = document.querySelector<HTMLElement>('[data-live-seconds]')
    if (!live || document.hidden) return
    const turns = (performance.now() - lastAtMs) / (Number(live.dataset['liveSeconds']) * 1000)
    const reason = whyItRests(live)
    const isLong = reason !== null && turns > REST_UNSAID_TURNS
    setNotice('rests', isLong ? { words: `Updates rest while ${reason}.`, tone: 'note' } : null)
    if (reason !== null || turns < 1) return
    lastAtMs = performance.now()
    document.body.dispatchEvent(new CustomEvent('live'))
  }, LOOK_EVERY_MS)
}

const LOOK_EVERY_MS = 500

/** Who copies a word or ticks a box is not told each time. */
const REST_UNSAID_TURNS = 3

/** In words; null when nothing on the page would be lost by an update. */
function whyItRests(live: HTMLElement): string | null {
  const { activeElement } = document
  const isTyping = activeElement?.matches('input, select, textarea') === true
  if (hasUnsent(live)) return 'a form of the page is filled in and not sent'
  if (isTyping && live.contains(activeElement)) return 'a field of the page is being filled in'
  // Who marks a text to copy it would lose the mark.
  return document.getSelection()?.isCollapsed === false ? 'a text is marked' : null
}

/** What somebody has ticked or written and not sent would be lost. */
function hasUnsent(live: HTMLElement): boolean {
  return [...live.querySelectorAll<HTMLInputElement>('form input')].some(
    ({ value, defaultValue, checked, defaultChecked }) =>
      value !== defaultValue || checked !== defaultChecked,
  )
}
