/**
 * Lets a live page ask again, `data-live-seconds` after its last answer, while it is looked at and nobody is filling in
 * one of its forms. htmx hears the event `live` on the body.
 */
export function addLiveTurns(): void {
  let lastAtMs = performance.now()
  document.addEventListener('htmx:afterRequest', () => (lastAtMs = performance.now()))
  setInterval(() => {
    const live = document.querySelector<HTMLElement>('[data-live-seconds]')
    if (!live || document.hidden || isBusy(live)) return
    if (performance.now() - lastAtMs < Number(live.dataset['liveSeconds']) * 1000) return
    lastAtMs = performance.now()
    document.body.dispatchEvent(new CustomEvent('live'))
  }, LOOK_EVERY_MS)
}

const LOOK_EVERY_MS = 500

function isBusy(live: HTMLElement): boolean {
  const { activeElement } = document
  const isTyping = activeElement?.matches('input, select, textarea') === true
  // Who marks a text to copy it would lose the mark.
  return (
    (isTyping && live.contains(activeElement)) ||
    document.getSelection()?.isCollapsed === false ||
    hasUnsent(live)
  )
}

/** What somebody has ticked or written and not sent would be lost. */
function hasUnsent(live: HTMLElement): boolean {
  return [...live.querySelectorAll<HTMLInputElement>('form input')].some(
    ({ value, defaultValue, checked, defaultChecked }) =>
      value !== defaultValue || checked !== defaultChecked,
  )
}
