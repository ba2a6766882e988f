/* global document, fetch, EventSource, DOMParser, setInterval, clearTimeout, setTimeout */

// Fetches the timeline again when something has arrived, and now and then for “5 min ago” to stay true.

const REFRESH_MS = 20_000
const GATHER_MS = 150

const timeline = document.getElementById('timeline')
const live = document.getElementById('live')
let shown = null
let pending

const arrivals = new EventSource('/timeline/arrivals')
arrivals.addEventListener('arrivals', ({ data }) => {
  if (data === shown) return
  // Before the first message the page may already have all that there is, but cannot know.
  shown = data
  clearTimeout(pending)
  pending = setTimeout(refresh, GATHER_MS)
})
arrivals.addEventListener('open', () => say('Live', false))
arrivals.addEventListener('error', () => say('Reconnecting…', true))
setInterval(() => document.hidden || refresh(), REFRESH_MS)
putInLocalTime(document)

async function refresh() {
  try {
    const response = await fetch('/timeline')
    if (response.ok) show(new DOMParser().parseFromString(await response.text(), 'text/html').body)
  } catch {
    say('Reconnecting…', true) // The event stream notices when the sandbox is back.
  }
}

function show(fresh) {
  const focusedHref = timeline.contains(document.activeElement) && document.activeElement.href
  const focusedRow = document.activeElement?.closest?.('li[id]')?.id
  for (const row of fresh.querySelectorAll('li[id]')) {
    row.classList.toggle('new', !document.getElementById(row.id))
  }
  putInLocalTime(fresh)
  timeline.replaceChildren(...fresh.childNodes)
  if (focusedHref && focusedRow) {
    const links = document.getElementById(focusedRow)?.querySelectorAll('a') ?? []
    const same = [...links].find(({ href }) => href === focusedHref)
    same?.focus({ preventScroll: true })
  }
}

/** The server wrote its own local time; the reader may be elsewhere. */
function putInLocalTime(root) {
  const format = new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  for (const time of root.querySelectorAll('time')) {
    const date = new Date(time.dateTime)
    time.textContent = format.format(date)
    time.title = date.toLocaleString()
  }
}

function say(words, offline) {
  live.textContent = words
  live.classList.toggle('offline', offline)
  live.hidden = false
}
