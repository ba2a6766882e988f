import { setTimeout } from 'node:timers/promises'
import type { BenchBrowser } from './open-browser.js'
import { BUTTON_POSITIONS, LINK_POSITION, markerOf, openPlace, type Place } from './open-place.js'
import type { Subject } from './subject.js'

/** How long the sink takes for each answer, to a preflight too. */
export const SINK_DELAY_MS = 250

/** Longer than any peer waits with a batch, on a busy machine. */
const MAX_WARM_UP_MS = 12_000
const SETTLED_MS = 600
const MAX_ARRIVAL_MS = 3000
const POLL_MS = 50

/** Pages at a time: they mostly wait. */
const AT_ONCE = 6

/**
 * Of so many clicks on a link that leads away at once, each by a new visitor, how many arrive. The view and another
 * click have arrived before, so that connections are open and preflights are known.
 */
export async function measureLastClicks(
  bench: BenchBrowser,
  subject: Subject,
  count: number,
): Promise<number> {
  const trials = Array.from({ length: count }, (_, at) => at + 1)
  const outcomes: boolean[] = []
  const work = async (): Promise<void> => {
    for (let trial = trials.shift(); trial !== undefined; trial = trials.shift()) {
      outcomes.push(await arrives(bench, subject, trial))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcomes.filter(Boolean).length
}

async function arrives(bench: BenchBrowser, subject: Subject, trial: number): Promise<boolean> {
  const place = await openPlace(subject, { delayMs: SINK_DELAY_MS })
  const visitor = await bench.newVisitor()
  try {
    const page = await visitor.newPage()
    await page.goto(place.pageUrl(trial))
    await until(() => hasSent(place, ''), MAX_WARM_UP_MS)
    await page.mouse.click(BUTTON_POSITIONS[0].x, BUTTON_POSITIONS[0].y)
    await until(() => hasSent(place, 'button-0') || hasSent(place, 'button_0'), MAX_WARM_UP_MS)
    await setTimeout(SETTLED_MS)
    await page.mouse.click(LINK_POSITION.x, LINK_POSITION.y)
    await page.waitForURL(/\/away/)
    return await until(() => hasSent(place, markerOf(trial)), MAX_ARRIVAL_MS)
  } finally {
    await visitor.close()
    await place.close()
  }
}

function hasSent({ sink }: Place, marker: string): boolean {
  return sink.requests.some(({ isPreflight, carries }) => !isPreflight && carries(marker))
}

async function until(isSo: () => boolean, maxMs: number): Promise<boolean> {
  const endMs = performance.now() + maxMs
  while (!isSo()) {
    if (performance.now() > endMs) return false
    await setTimeout(POLL_MS)
  }
  return true
}
