import type { BrowserContext, Page } from '@playwright/test'

/**
 * Stands in for YouTube and Vimeo: their origins, and what their embedded players say to the page around them, at
 * twice the speed of a film of ten seconds. YouTube's protocol is not documented; its player says nothing without
 * enablejsapi=1, and nothing before it was told to. https://github.com/vimeo/player.js for Vimeo's.
 */
export async function mockPlayers(visitor: BrowserContext): Promise<void> {
  for (const [address, script] of [
    [/^https:\/\/www\.youtube(-nocookie)?\.com\//, YOUTUBE],
    [/^https:\/\/player\.vimeo\.com\//, VIMEO],
  ] as const) {
    await visitor.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: pageOf(script) }),
    )
  }
}

export function youtube(
  id: string,
  { host = 'www.youtube.com', attributes = '', api = true } = {},
) {
  const query = api ? '?enablejsapi=1' : ''
  return `<iframe src="https://${host}/embed/${id}${query}" ${attributes}></iframe>`
}

export function vimeo(id: string, { attributes = '' } = {}) {
  return `<iframe src="https://player.vimeo.com/video/${id}?dnt=1" ${attributes}></iframe>`
}

/** What a visitor does in the player of that frame. */
export function playerIn(page: Page, frame: string) {
  const body = page.frameLocator(frame).locator('body')
  const run = (what: string) => body.evaluate(`film.${what}`)
  return {
    /** Plays until that second, at most half a second later, and pauses there or plays on; gives the second. */
    play: async ({ until = 10, pause = true } = {}): Promise<number> =>
      Number(await run(`play(${until}, ${pause})`)),
    seek: (seconds: number) => run(`seek(${seconds})`),
    /** The next film of a playlist, in YouTube's player. */
    load: (id: string, title: string) => run(`load('${id}', '${title}')`),
    /** Says it to the page as it is. */
    say: (message: unknown) => body.evaluate((_, said) => parent.postMessage(said, '*'), message),
  }
}

function pageOf(script: string): string {
  return `<!doctype html><title>Player</title><body>Player<script>${FILM}${script}</script></body>`
}

/** A film whose place moves with the clock, and which says four times a second where it is. */
const FILM = `
  const film = {
    seconds: 0, duration: 10, rate: 2, state: -1, goals: [],
    id: location.pathname.split('/').pop(), title: 'Film ' + location.pathname.split('/').pop(),
    play(until, pauses) {
      film.setState(1)
      film.atMs = performance.now()
      return new Promise((resolve) => film.goals.push({ until, pauses, resolve }))
    },
    setState(state) {
      film.state = state
      tell(['ended', 'play', 'pause'][state])
    },
    seek(seconds) {
      film.seconds = seconds
      tell('seeked')
    },
  }
  setInterval(() => {
    if (film.state !== 1) return
    const nowMs = performance.now()
    const reached = film.seconds + (film.rate * (nowMs - film.atMs)) / 1000
    film.seconds = Math.min(film.duration, reached)
    film.atMs = nowMs
    tell('timeupdate')
    if (film.seconds === film.duration) film.setState(0)
    for (const goal of film.goals.splice(0)) {
      if (film.seconds < Math.min(goal.until, film.duration)) film.goals.push(goal)
      else {
        if (goal.pauses && film.state) film.setState(2)
        goal.resolve(film.seconds)
      }
    }
  }, 250)
`

const YOUTUBE = `
  const isAllowed = location.search.includes('enablejsapi=1')
  let isHeard = false
  const post = (event, info) => parent.postMessage(JSON.stringify({ event, info, id: 1, channel: 'widget' }), '*')
  const whole = () => ({
    currentTime: film.seconds, duration: film.duration, playerState: film.state, playbackRate: film.rate,
    muted: false, volume: 100, videoData: { video_id: film.id, title: film.title, author: 'Acme' },
  })
  addEventListener('message', ({ data }) => {
    if (!isAllowed || isHeard || JSON.parse(data).event !== 'listening') return
    isHeard = true
    post('initialDelivery', whole())
    post('onReady')
    post('apiInfoDelivery', { captions: {} })
  })
  // Only what has changed.
  function tell(what) {
    if (!isHeard) return
    const place = { currentTime: film.seconds, currentTimeLastUpdated_: Date.now() / 1000 }
    if (what === 'play') post('infoDelivery', { volume: 50 })
    post('infoDelivery', what === 'timeupdate' || what === 'seeked' ? place : { playerState: film.state })
  }
  film.load = (id, title) => {
    Object.assign(film, { id, title, seconds: 0, duration: 5 })
    post('infoDelivery', { ...whole(), playerState: -1 })
  }
`

const VIMEO = `
  const asked = new Set()
  const post = (message) => parent.postMessage(JSON.stringify({ ...message, player_id: 'player_1' }), '*')
  addEventListener('message', ({ data }) => {
    const { method, value } = JSON.parse(data)
    if (method === 'addEventListener') asked.add(value)
  })
  function tell(what) {
    const { seconds, duration } = film
    if (asked.has(what)) post({ event: what, data: { seconds, duration, percent: seconds / duration } })
  }
  addEventListener('load', () => post({ event: 'ready' }))
`
