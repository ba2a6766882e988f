import { expect, type Page } from '@playwright/test'
import type { EventType, WireEvent } from '../../wire/event.js'
import { OFTEN, type Sink } from './sink.js'

/** Part of an event; matchers of Playwright may stand in it. */
export type ExpectedEvent = { type: EventType } & Record<string, unknown>

export interface Expectation {
  page: Page
  act: () => Promise<unknown>
  /** All that arrives because of the act, in the order in which it happened; [] for nothing. */
  expected: ExpectedEvent[]
  /** The only types that are looked at; all but page_leave when left out. */
  types?: EventType[]
}

/**
 * Acts and expects exactly these events, each once. That nothing more came is seen from a click on #last that arrives
 * after them. Gives the events that arrived. The page view of a load before `act` does not count, whenever it arrives.
 */
export async function expectEvents(
  sink: Sink,
  { page, act, expected, types }: Expectation,
): Promise<WireEvent[]> {
  const before = new Set(sink.events().map(({ eventId }) => eventId))
  const startedAtMs = Date.now()
  await act()
  await clickLast(sink, page)
  const events = sink
    .events()
    .filter(({ eventId }) => !before.has(eventId))
    .filter(({ type, occurredAtMs }) => type !== 'page_view' || occurredAtMs >= startedAtMs)
    .filter((event) => !isMarker(event))
    .filter(({ type }) => (types ? types.includes(type) : type !== 'page_leave'))
    .sort((a, b) => a.occurredAtMs - b.occurredAtMs)
  expect(events).toMatchObject(expected)
  return events
}

/** Clicks #last and waits until that has arrived, and so everything that the page sent before. */
export async function clickLast(sink: Sink, page: Page): Promise<void> {
  const markers = () => sink.events().filter(isMarker).length
  const before = markers()
  await page.locator('#last').click()
  const message = 'the click on #last has arrived'
  await expect.poll(markers, { message, ...OFTEN }).toBe(before + 1)
}

function isMarker(event: WireEvent): boolean {
  return event.type === 'click' && event.target.id === 'last'
}
