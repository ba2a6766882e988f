import { afterEach, beforeEach, vi } from 'vitest'
import type { Envelope } from '../wire/beacon.js'
import { envelope } from '../wire/beacon.js'
import type { EventOf, EventType, WireEvent } from '../wire/event.js'
import { event } from '../wire/event.js'
import type { Options } from './api.js'
import type { Run } from './start.js'

/*
 * A stand-in for a browser, new for each test of the file that imports it. Its window is 720 pixels high, its document
 * 1,440, and both the clock and `performance` are vitest's.
 */

export const OPTIONS = { site: 'acme', endpoint: 'https://c.example.com/v1/events' }

export let page: EventTarget
export let storage: Record<string, string>
export let bodies: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) })
  vi.resetModules()
  page = new EventTarget()
  storage = {}
  bodies = []
  const navigation = Object.assign(new EventTarget(), { currentEntry: {} })
  vi.stubGlobal('window', Object.assign(page, { navigation }))
  vi.stubGlobal('top', page)
  vi.stubGlobal('navigation', navigation)
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('localStorage', storage)
  const own = { title: 'Home', referrer: '', cookie: '', hidden: false }
  const documentElement = { scrollHeight: 1_440 }
  const querySelectorAll = () => []
  const document = Object.assign(new EventTarget(), own, { documentElement, querySelectorAll })
  Object.defineProperty(document, 'baseURI', { get: () => location.href })
  vi.stubGlobal('document', document)
  vi.stubGlobal('innerHeight', 720)
  vi.stubGlobal('scrollY', 0)
  moveTo('https://acme.com/?gong_tid=ab+c&utm_source=mail')
  vi.stubGlobal('history', {
    state: { of: 'the page' },
    replaceState: (_state: unknown, _title: string, url: string) =>
      moveTo(new URL(url, location.href).href),
  })
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    bodies.push(body)
    return Promise.resolve(new Response(null, { status: 204 }))
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

export function moveTo(address: string): void {
  vi.stubGlobal('location', new URL(address))
  navigation.dispatchEvent(new Event('currententrychange'))
}

/** Dispatches an event to the window, by which the snippet listens. */
export function dispatch(type: string, fields: object = {}): void {
  page.dispatchEvent(Object.assign(new Event(type), fields))
}

/** Shows or hides the page, as a change of tabs does. */
export function show(isShown: boolean): void {
  Object.assign(document, { hidden: !isShown })
  dispatch('visibilitychange')
}

/** Loads the snippet as another page of the site does: what storage holds is all that it knows. */
export async function load(
  options: Partial<Options> = {},
  ...waiting: Parameters<Run>[]
): Promise<Run> {
  vi.resetModules()
  const { startTamtam } = await import('./start.js')
  return startTamtam({ ...OPTIONS, trackingParams: ['gong_tid'], ...options }, waiting)
}

/** Loads the snippet and lets it begin. */
export async function startWith(
  options: Partial<Options>,
  ...waiting: Parameters<Run>[]
): Promise<Run> {
  const run = await load(options, ...waiting)
  await vi.advanceTimersByTimeAsync(300)
  return run
}

export function start(...waiting: Parameters<Run>[]): Promise<Run> {
  return startWith({}, ...waiting)
}

/** Everything sent until now, each beacon and each event as the collector would take it. */
export async function receive(): Promise<{ beacons: Envelope[]; events: WireEvent[] }> {
  await vi.advanceTimersByTimeAsync(1_200)
  const beacons = bodies.map((body) => envelope.parse(JSON.parse(body)))
  return { beacons, events: beacons.flatMap(({ events }) => events.map((e) => event.parse(e))) }
}

/** Of everything sent until now the events of one type. */
export async function receiveOf<T extends EventType>(type: T): Promise<EventOf<T>[]> {
  const { events } = await receive()
  return events.filter((event): event is EventOf<T> => event.type === type)
}

export async function receiveTypes(): Promise<EventType[]> {
  return (await receive()).events.map(({ type }) => type)
}
