import { expectEvents } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: the ways in which a tag comes into a page. Leaves out: commands before the script (stub.spec.ts), the module
// build (module.spec.ts) and integrity values (policy.spec.ts).

const bare = 'data-site="demo"'

const ways: Record<string, (url: string) => string> = {
  'with async': (url) => `<script async src="${url}/tamtam.js" ${bare}></script>`,
  'with defer': (url) => `<script defer src="${url}/tamtam.js" ${bare}></script>`,
  'with neither': (url) => `<script src="${url}/tamtam.js" ${bare}></script>`,
  'as a module': (url) => `<script type="module" src="${url}/tamtam.js" ${bare}></script>`,
  'with crossorigin': (url) => `<script async crossorigin src="${url}/tamtam.js" ${bare}></script>`,
  'with its options in the address': (url) =>
    `<script async src="${url}/tamtam.js?site=demo"></script>`,
  'by document.write': (url) =>
    `<script>document.write('<script src="${url}/tamtam.js" ${bare}><\\/script>')</script>`,
  'by a script that adds it': (url) => `<script>${adding(url)}</script>`,
  'by a script a second after the load': (url) => `<script>
    addEventListener('load', () => setTimeout(() => { ${adding(url)} }, 1000))</script>`,
  twice: (url) => `<script async src="${url}/tamtam.js" ${bare}></script>`.repeat(2),
  'twice, the second time after the load': (url) => `
    <script async src="${url}/tamtam.js" ${bare}></script>
    <script>addEventListener('load', () => { ${adding(url)} })</script>`,
}

function adding(url: string): string {
  return `const script = document.createElement('script')
    script.src = '${url}/tamtam.js'
    script.dataset.site = 'demo'
    document.head.append(script)`
}

for (const [way, markup] of Object.entries(ways)) {
  test(`a tag ${way} makes one view, and one click of a click`, async ({ sink, site, page }) => {
    site.add('/a', { tag: markup(sink.url), body: '<button id="buy">Buy</button>' })
    await expectEvents(sink, {
      page,
      act: async () => {
        await page.goto(`${site.url}/a`)
        await sink.receive('page_view')
        await page.locator('#buy').click()
      },
      expected: [{ type: 'page_view', page: { url: `${site.url}/a` } }, { type: 'click' }],
    })
  })
}

test('the page gets one new global, tamtam', async ({ sink, site, page }) => {
  const globals = () => page.evaluate(() => Object.getOwnPropertyNames(window))
  site.add('/without', { tag: null })
  site.add('/with', { tag: {} })
  await page.goto(`${site.url}/without`)
  const before = new Set(await globals())
  await page.goto(`${site.url}/with`)
  await sink.receive('page_view')
  // What drives the browser leaves names of its own.
  const isNew = (name: string) => !before.has(name) && !name.startsWith('__pw')
  expect((await globals()).filter(isNew)).toEqual(['tamtam'])
})

test('a tag without data-site says so in the console, and does nothing', async ({
  sink,
  site,
  page,
}) => {
  site.add('/without', { tag: `<script async src="${sink.url}/tamtam.js"></script>` })
  const warned = page.waitForEvent('console', (message) => message.text().includes('data-site'))
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/without`)
      expect((await warned).type()).toBe('warning')
      await page.goto(`${site.url}/with`)
    },
    expected: [{ type: 'page_view', page: { url: `${site.url}/with` } }],
  })
})

test('data-endpoint is relative to the script', async ({ sink, site, page }) => {
  site.add('/a', { tag: { 'data-endpoint': 'v1/events?from=tag' } })
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await page.goto(`${site.url}/a`)
  expect((await sent).url()).toBe(`${sink.url}/v1/events?from=tag`)
  await sink.receive('page_view')
})
