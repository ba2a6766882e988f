import { setTimeout } from 'node:timers/promises'
import type { BenchBrowser } from './open-browser.js'
import { BUTTON_POSITIONS, openPlace } from './open-place.js'
import { readTrace, type ScriptTimes } from './read-trace.js'
import type { Subject } from './subject.js'

/** A phone of the middle class, as the browser's own tools have it. */
export const SLOWDOWN = 4

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
]

/** Longer than what is counted as early, so that a click comes when all have settled. */
const BEFORE_CLICK_MS = 1600
const AFTER_CLICK_MS = 300

/** One page load and one click on a button by a new visitor at the slowdown, traced. */
export async function measureScript(bench: BenchBrowser, subject: Subject): Promise<ScriptTimes> {
  const place = await openPlace(subject)
  const visitor = await bench.newVisitor()
  try {
    const page = await visitor.newPage()
    const session = await visitor.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    await bench.browser.startTracing(page, { categories: CATEGORIES })
    await page.goto(place.pageUrl())
    await setTimeout(BEFORE_CLICK_MS)
    const [{ x, y }] = BUTTON_POSITIONS
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.up()
    await setTimeout(AFTER_CLICK_MS)
    const trace = await bench.browser.stopTracing()
    return readTrace(trace.toString(), place.pageUrl())
  } finally {
    await visitor.close()
    await place.close()
  }
}
