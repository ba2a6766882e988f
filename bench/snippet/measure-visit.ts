import { setTimeout } from 'node:timers/promises'
import type { BenchBrowser } from './open-browser.js'
import { BUTTON_POSITIONS, openPlace } from './open-place.js'
import type { Subject } from './subject.js'

/** What one page view, five clicks and leaving the page come to. */
export interface Visit {
  /** Paths of the scripts that the page loaded, at once and later. */
  scripts: string[]
  /** Without preflights and without what only fetches settings. */
  requests: number
  /** Of these: paths, queries and bodies. */
  bytes: number
  preflights: number
  /** How many of the five clicks were in them: what a peer does not send costs it nothing. */
  clicks: number
}

/** Long enough for a page view to be sent by itself, as with a visitor who reads first. */
const READING_MS = 1500
const BETWEEN_CLICKS_MS = 150
const AFTER_LEAVING_MS = 3000

export async function measureVisit(bench: BenchBrowser, subject: Subject): Promise<Visit> {
  const { pageUrl, awayUrl, sink, close } = await openPlace(subject)
  const visitor = await bench.newVisitor()
  try {
    const page = await visitor.newPage()
    await page.goto(pageUrl())
    await setTimeout(READING_MS)
    for (const { x, y } of BUTTON_POSITIONS) {
      await page.mouse.click(x, y)
      await setTimeout(BETWEEN_CLICKS_MS)
    }
    await setTimeout(READING_MS)
    await page.goto(awayUrl)
    await setTimeout(AFTER_LEAVING_MS)

    const sent = sink.requests.filter(({ isPreflight }) => !isPreflight)
    const arrived = BUTTON_POSITIONS.filter((_, at) =>
      sent.some(({ carries }) => carries(`button-${at}`) || carries(`button_${at}`)),
    )
    return {
      scripts: [...new Set(sink.served)].filter((path) => path.endsWith('.js')),
      requests: sent.length,
      bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      preflights: sink.requests.length - sent.length,
      clicks: arrived.length,
    }
  } finally {
    await visitor.close()
    await close()
  }
}
