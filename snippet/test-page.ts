import { afterEach, beforeEach, vi } from 'vitest'
import type { Envelope } from '../wire/beacon.js'
import { envelope } from '../wire/beacon.js'
import type { WireEvent } from '../wire/event.js'
import { event } from '../wire/event.js'
import type { Run } from './start.js'

/*
 * A stand-in for a browser, new for each test of the file that imports it.
 */

export let page: EventTarget
export let storage: Record<string, string>
export let bodies: string[]
export let browser: { globalPrivacyControl?: boolean; doNotTrack?: string }

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) })
  vi.resetModules()
  page = new EventTarget()
  storage = {}
  bodies = []
  browser = {}
  const navigation = Object.assign(new EventTarget(), { currentEntry: {} })
  vi.stubGlobal('window', Object.assign(page, { navigation, Request }))
  vi.stubGlobal('navigation', navigation)
  vi.stubGlobal('navigator', browser)
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('document', { title: 'Home', referrer: '', visibilityState: 'visible' })
  vi.stubGlobal('innerWidth', 1280)
  vi.stubGlobal('innerHeight', 720)
  moveTo('https://acme.com/?gong_tid=ab+c&utm_source=mail')
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    bodies.push(body)
    return Promise.resolve(new Response(null, { status: 204 }))
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

export function moveTo(address: string): void {
  vi.stubGlobal('location', new URL(address))
  navigation.dispatchEvent(new Event('currententrychange'))
}

export async function start(...waiting: Parameters<Run>[]): Promise<Run> {
  const { startTamtam } = await import('./start.js')
  const options = {
    siteId: 'acme',
    endpoint: 'https://c.example.com/v1/events',
    trackingParams: ['gong_tid'],
  }
  const run = startTamtam(options, waiting)
  await vi.advanceTimersByTimeAsync(300)
  return run
}

/** Everything sent until now, each beacon and each event as the collector would take it. */
export async function receive(): Promise<{ beacons: Envelope[]; events: WireEvent[] }> {
  await vi.advanceTimersByTimeAsync(1_000)
  const beacons = bodies.map((body) => envelope.parse(JSON.parse(body)))
  return { beacons, events: beacons.flatMap(({ events }) => events.map((e) => event.parse(e))) }
}
