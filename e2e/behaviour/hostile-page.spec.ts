import { command } from './commands.js'
import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: pages that change what the browser gives every script, before or after ours. The beacon must stay valid, and
// no error may reach the page (both end each test). Leaves out: pages that mean to deceive.

/** Done before any script of the page runs. */
const before: Record<string, () => void> = {
  'arrays, texts and dates have a toJSON, as in Prototype.js': () => {
    const toJSON = { value: () => '"own"', configurable: true, writable: true }
    for (const { prototype } of [Array, String, Number, Date, Boolean]) {
      Object.defineProperty(prototype, 'toJSON', toJSON)
    }
  },
  'arrays and objects have enumerable extras': () => {
    Object.assign(Array.prototype, { own: () => 'own', last: 7 })
    Object.assign(Object.prototype, { extra: () => 'own' })
  },
  'prototypes are frozen': () => {
    const shared = [Object, Array, Function, String, Promise, Map, Set, URL, Event, EventTarget]
    for (const { prototype } of shared) Object.freeze(prototype)
    for (const each of [JSON, Math, Reflect, Object, Array]) Object.freeze(each)
  },
  'fetch, JSON, Date and listeners are wrapped, as by a monitor': wrapBuiltIns,
  'timers and promises are wrapped, as by zone.js': () => {
    const wait = window.setTimeout.bind(window)
    Object.assign(window, {
      setTimeout: (...given: Parameters<typeof wait>) => wait(...given),
      Promise: class extends Promise<unknown> {},
    })
  },
}

for (const [what, change] of Object.entries(before)) {
  test(`where ${what}, views and clicks arrive`, async ({ sink, site, page }) => {
    await page.addInitScript(change)
    await page.goto(`${site.url}/a`)
    await command(page, ['track', 'told', { price: 7, isNew: true }])
    await sink.receive('custom', ({ properties }) => properties?.price === 7)
    await clickLast(sink, page)
    expect(sink.of('page_view')).toHaveLength(1)
  })
}

test('a page that wraps fetch, JSON, Date and listeners after the load loses nothing', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/a`)
  await page.evaluate(wrapBuiltIns)
  await command(page, ['track', 'told'])
  await clickLast(sink, page)
  expect(sink.of('custom')).toHaveLength(1)
})

/** Broken after the load: what the page then loses is its own doing, but neither its errors nor its later pages. */
const broken: Record<string, () => void> = {
  'fetch throws': () => {
    window.fetch = () => {
      throw new Error('no fetch')
    }
  },
  'fetch answers nonsense': () => {
    Object.assign(window, { fetch: () => 'nonsense' })
  },
  'JSON.stringify throws': () => {
    JSON.stringify = () => {
      throw new Error('no JSON')
    }
  },
  'Date.now gives no number': () => {
    Object.assign(Date, { now: () => 'today' })
  },
  'crypto is gone': () => {
    Object.defineProperty(window, 'crypto', { value: undefined })
  },
}

for (const [what, change] of Object.entries(broken)) {
  test(`where ${what} after the load, the page sees no error, and its next page counts`, async ({
    sink,
    site,
    page,
  }) => {
    site.add('/a', { body: '<p id="heard"></p>' })
    await page.goto(`${site.url}/a`)
    await sink.receive('page_view')
    await page.evaluate(change)
    await page.evaluate(() => {
      document.querySelector('#last')?.addEventListener('click', () => {
        document.querySelector('#heard')?.append('heard')
      })
    })
    await command(page, ['track', 'told'])
    await page.locator('#last').click()
    await expect(page.locator('#heard')).toHaveText('heard')
    await page.goto(`${site.url}/b`)
    await sink.receive('page_view', ({ page: { url } }) => url === `${site.url}/b`)
    sink.takeFaults() // A time that is none is refused with its event.
  })
}

test('what a page that broke fetch could not send, its next page sends', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await page.evaluate(() => {
    window.fetch = () => Promise.reject(new Error('no fetch'))
  })
  await command(page, ['track', 'told'])
  await page.goto(`${site.url}/b`)
  const told = await sink.receive('custom')
  expect(told.page.url).toBe(`${site.url}/a`)
})

test('a page that writes itself anew after the load is counted once and sees no error', async ({
  sink,
  site,
  page,
}) => {
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  const tag = `<script src="${sink.url}/tamtam.js" data-site="demo"></script>`
  await page.evaluate((markup) => {
    document.open()
    document.write(`<title>Anew</title>${markup}<button id="last">Last</button>`)
    document.close()
  }, tag)
  await page.locator('#last').click()
  await page.goto(`${site.url}/b`)
  await clickLast(sink, page)
  expect(sink.of('page_view').map((view) => view.page.url)).toEqual(
    ['/a', '/b'].map((path) => site.url + path),
  )
})

function wrapBuiltIns(): void {
  const wrap = (owner: object, name: string) => {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') throw new Error(`no ${name}`)
    Reflect.set(owner, name, function (this: unknown, ...given: unknown[]): unknown {
      return Reflect.apply(original, this, given) as unknown
    })
  }
  wrap(window, 'fetch')
  wrap(JSON, 'stringify')
  wrap(Date, 'now')
  wrap(EventTarget.prototype, 'addEventListener')
}
