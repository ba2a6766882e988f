import { afterEach, beforeEach, vi } from 'vitest'
import type { EventOf } from '../wire/event.js'
import { event } from '../wire/event.js'

/*
 * A page on which somebody watches films, new for each test of the file that imports it. What it records is read from
 * the lines of the debug command, each as the collector would take it. The clock is turned by hand.
 */

type Report = EventOf<'video_progress'>

export let reports: Report[]

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) })
  vi.resetModules()
  reports = []
  // Always idle, so that what is recorded is told at once.
  const requestIdleCallback = (action: () => void) => action()
  vi.stubGlobal('window', Object.assign(new EventTarget(), { requestIdleCallback }))
  vi.stubGlobal('HTMLMediaElement', class {})
  vi.stubGlobal('localStorage', {})
  vi.stubGlobal('location', new URL('https://acme.com/films'))
  vi.stubGlobal('document', {
    title: 'Films',
    referrer: '',
    baseURI: 'https://acme.com/films',
    documentElement: { scrollHeight: 720 },
  })
  vi.stubGlobal('innerHeight', 720)
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })))
  vi.spyOn(console, 'log').mockImplementation((_, type, recorded) => {
    const parsed = type === 'video_progress' && event.parse(recorded)
    if (parsed && parsed.type === 'video_progress') reports.push(parsed)
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Begins to watch for players, and gives what a page needs of it. */
export async function openViewer() {
  const { setOptions } = await import('./options.js')
  setOptions({ site: 'acme', endpoint: 'https://collector.example.com/v1/events' })
  const { startDebugging } = await import('./life.js')
  startDebugging()
  const { decide } = await import('./consent.js')
  decide(true)
  const { openView } = await import('./view.js')
  openView('')
  const { leave } = await import('./leave.js')
  const { followPlayer } = await import('./capture-media.js')
  const frames = await import('./frame-players.js')
  return { followPlayer, leave: () => leave(true), ...frames }
}

/** Somebody's own player, which tells its place at each event, and no ranges. */
export class CustomPlayer extends EventTarget {
  readonly id = 'film'
  readonly title = 'A film'
  paused = true
  ended = false
  currentTime = 0
  played?: Pick<TimeRanges, 'length' | 'start' | 'end'>

  constructor(public duration: number) {
    super()
  }

  tell(type: 'timeupdate' | 'pause' | 'ended' | 'emptied'): void {
    this.dispatchEvent(new Event(type))
  }

  play(): void {
    this.paused = false
  }

  pause(): void {
    this.paused = true
    this.tell('pause')
  }

  /** Plays on until it tells its place again, `ms` later, and stops at the end as a browser's own player does. */
  run(ms: number, rate = 1): void {
    vi.advanceTimersByTime(ms)
    this.moveTo(this.currentTime + (ms * rate) / 1000)
    if (this.currentTime < this.duration) return
    this.pause()
    this.tell('ended')
  }

  moveTo(seconds: number): void {
    this.currentTime = Math.min(seconds, this.duration)
    this.tell('timeupdate')
  }
}
