import type { WireEvent } from '../../wire/event.js'
import { expect, test as base } from '../behaviour/world.js'
import { findWebKit, WEBKIT_PACKAGES } from './find-webkit.js'
import { startVisit, type Visit } from './start-visit.js'
import { startWebKit, type RunningWebKit } from './start-webkit.js'

interface World {
  /** A browser of the test's own. */
  visit: Visit
  /**
   * Clicks #last, which every page has, and waits until that has arrived, and so all that came before it. Gives the
   * other events that have arrived, as they happened, all but page_leave.
   */
  finish: () => Promise<WireEvent[]>
}

/** Covers: WebKitGTK and snippet, seen from a collector that takes notes. */
export const test = base.extend<World, { webkit: RunningWebKit }>({
  webkit: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from its parameter
    async ({}, use) => {
      const found = findWebKit()
      if (!found) throw new Error(`no WebKit: install ${WEBKIT_PACKAGES.join(' and ')}`)
      const webkit = await startWebKit(found)
      await use(webkit)
      await webkit.stop()
    },
    { scope: 'worker' },
  ],

  visit: async ({ webkit }, use) => {
    const visit = await startVisit(webkit.driverUrl)
    await use(visit)
    await visit.quit()
  },

  finish: async ({ visit, sink }, use) => {
    await use(async () => {
      await visit.click('#last')
      await sink.receive('click', ({ target }) => target.id === 'last')
      return sink
        .events()
        .filter((event) => !(event.type === 'click' && event.target.id === 'last'))
        .filter(({ type }) => type !== 'page_leave')
        .sort((a, b) => a.occurredAtMs - b.occurredAtMs)
    })
  },
})

export { expect }
