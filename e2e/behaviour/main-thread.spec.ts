import type { Page } from '@playwright/test'
import { clickLast } from './expect-events.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: what the script does on the main thread while somebody clicks, types and scrolls, as yes or no.
// Leaves out: times, which the bench takes.

/** What makes a browser lay out the page at once: https://gist.github.com/paulirish/5d52fb081b3570c81e3a */
const LAYOUT = {
  Element: [
    ...['clientTop', 'clientLeft', 'clientWidth', 'clientHeight', 'scrollTop', 'scrollLeft'],
    ...['scrollWidth', 'scrollHeight', 'getBoundingClientRect', 'getClientRects', 'scrollTo'],
    ...['scrollIntoView', 'checkVisibility'],
  ],
  HTMLElement: [
    ...['offsetTop', 'offsetLeft', 'offsetWidth', 'offsetHeight', 'offsetParent'],
    ...['innerText', 'outerText', 'focus'],
  ],
  Document: ['elementFromPoint', 'elementsFromPoint', 'scrollingElement'],
  Range: ['getBoundingClientRect', 'getClientRects'],
  window: [
    ...['innerWidth', 'innerHeight', 'outerWidth', 'outerHeight', 'scrollX', 'scrollY'],
    ...['pageXOffset', 'pageYOffset', 'getComputedStyle', 'scrollTo', 'scrollBy'],
  ],
}

/** Runs before the page: notes who of LAYOUT is asked by our script, by the stack of the call. */
function watchLayout(layout: typeof LAYOUT): void {
  const asked: string[] = []
  Object.assign(window, { asked })
  for (const [owner, names] of Object.entries(layout)) {
    const prototypes: Record<string, object> = {
      Element: Element.prototype,
      HTMLElement: HTMLElement.prototype,
      Document: Document.prototype,
      Range: Range.prototype,
      window,
    }
    const target = prototypes[owner]
    for (const name of names) {
      const found = target && Object.getOwnPropertyDescriptor(target, name)
      if (!found) continue
      const note = (): void => {
        if (new Error().stack?.includes('/tamtam.')) asked.push(`${owner}.${name}`)
      }
      const { get, value } = found as {
        get?: () => unknown
        value?: (...args: unknown[]) => unknown
      }
      Object.defineProperty(
        target,
        name,
        get
          ? {
              ...found,
              get(this: unknown) {
                note()
                return get.call(this)
              },
            }
          : {
              ...found,
              value(this: unknown, ...args: unknown[]) {
                note()
                return value?.apply(this, args)
              },
            },
      )
    }
  }
}

/** Takes and forgets what was asked since the last time. */
async function takeAsked(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { asked: string[] }).asked.splice(0)) // From watchLayout.
}

test('neither clicks nor keys ask for the layout', async ({ sink, site, page }) => {
  await page.addInitScript(watchLayout, LAYOUT)
  const body = `<a id="top" href="#top">Top</a><button id="buy">Buy <b>now</b></button><input id="field">
    <form id="form" action="javascript:"><button id="send">Send</button></form>`
  await openPage({ sink, site, page }, { body })
  await takeAsked(page)
  for (let round = 0; round < 10; round++) {
    for (const id of ['top', 'buy', 'send']) await page.locator(`#${id}`).click()
  }
  await page.locator('#field').pressSequentially('hello')
  await clickLast(sink, page)
  expect(await takeAsked(page)).toEqual([])
})

// Right after a scroll event these are known, and cost nothing: https://www.w3.org/TR/cssom-view-1/#scrolling-events
test('a scroll asks for nothing but where the page stands', async ({ sink, site, page }) => {
  await page.addInitScript(watchLayout, LAYOUT)
  await openPage({ sink, site, page }, { body: '<p style="height: 20000px">Long</p>' })
  await takeAsked(page)
  for (let round = 0; round < 20; round++) await page.mouse.wheel(0, 200)
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
  const asked = new Set(await takeAsked(page))
  expect([...asked].filter((name) => !/^window\.(scrollY|pageYOffset)$/.test(name))).toEqual([])
})

test('the watch of this spec sees a script that asks', async ({ sink, site, page }) => {
  await page.addInitScript(watchLayout, LAYOUT)
  site.addFile('/tamtam.asks.js', {
    type: 'text/javascript',
    body: 'document.body.offsetWidth, innerHeight, document.body.getBoundingClientRect()',
  })
  await openPage({ sink, site, page }, { body: '<p>Words</p>' })
  await takeAsked(page)
  await page.addScriptTag({ url: '/tamtam.asks.js' })
  expect(await takeAsked(page)).toEqual([
    'HTMLElement.offsetWidth',
    'window.innerHeight',
    'Element.getBoundingClientRect',
  ])
})

test('no listener of the script can hold up a scroll or a touch', async ({ sink, site, page }) => {
  await page.addInitScript(() => {
    const blocking: string[] = []
    const added: string[] = []
    Object.assign(window, { blocking, added })
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own target below
    const proxy = new Proxy(EventTarget.prototype.addEventListener, {
      apply(add, target, given: Parameters<EventTarget['addEventListener']>) {
        const [type, , options] = given
        const isPassive = typeof options === 'object' && options.passive
        const isOurs = new Error().stack?.includes('/tamtam.')
        // All that a browser waits for before it scrolls: https://dom.spec.whatwg.org/#observing-event-listeners
        const isAwaited = /^(touch|wheel|mousewheel)/.test(type)
        if (isOurs && !isPassive && isAwaited) blocking.push(type)
        if (isOurs) added.push(type)
        return Reflect.apply(add, target, given)
      },
    })
    EventTarget.prototype.addEventListener = proxy
  })
  await openPage({ sink, site, page }, {})
  await clickLast(sink, page)
  expect(await page.evaluate('window.added'), 'its listeners were seen').toContain('click')
  expect(await page.evaluate('window.blocking')).toEqual([])
})

test('200 rapid clicks are 200 events in few beacons', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: '<button id="more">More</button>' })
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('#more')
    for (let count = 0; count < 200; count++) button?.click()
  })
  await clickLast(sink, page)
  expect(sink.of('click').filter(({ target }) => target.id === 'more')).toHaveLength(200)
  expect(sink.repeats()).toEqual({})
  // Twenty go together, so that none is beyond the collector's 64 KiB; beside them the view and #last.
  expect(sink.beacons().length).toBeLessThanOrEqual(200 / 20 + 2)
})
