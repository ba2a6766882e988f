import type { Page } from '@playwright/test'
import { openSmallSite, type SmallPage } from './open-small-site.js'
import { expect, test as base, titled } from './world.js'

// Covers: what an address and a title carry that no seller should read, and one page under many addresses.

/** Signed tokens as log-ins have them; the second has as little in it as one can. */
const SECRET =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwiaWF0IjoxNTE2MjM5MDIyfQ.' +
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const SHORT_SECRET =
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

const HASH = '9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c'

/** Turns the direction of what follows it: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const OVERRIDE = '\u202E'

const POISON = [/ada/i, /@|%40/, /[<>]/, /eyJ|dBjft/, /[\u202A-\u202E\u2066-\u2069]/, /phish/]

const test = base.extend<{ openSite: (pageAt: (path: string) => SmallPage) => Promise<number> }>({
  settings: {
    site: { origins: ['http://127.0.0.1:*', 'http://localhost:*'] },
    // Longer than it takes to load a page on a busy machine.
    config: { coalesce: { quietSeconds: 8, maxSeconds: 120, sessionIdleMinutes: 0.1 } },
  },

  openSite: async ({ world }, use) => {
    const closings: (() => void)[] = []
    await use(async (pageAt) => {
      const { port, close } = await openSmallSite(world.collector.url, pageAt)
      closings.push(close)
      return port
    })
    for (const close of closings) close()
  },
})

test('what is poisoned in a title and an address arrives clean', async ({
  world,
  page,
  openSite,
}) => {
  const title =
    `<img src=x onerror=alert(1)>Cold ${OVERRIDE}chains for ada@analytical.example ` +
    `at https://phish.example/login ${SECRET} | Firnline`
  const port = await openSite(() => ({ title }))
  const query = new URLSearchParams({
    gong_tid: 'poison-1',
    token: SECRET,
    email: 'ada@analytical.example',
    utm_source: 'ada@analytical.example',
    utm_campaign: `<b>spring</b>${OVERRIDE}`,
  }).toString()
  const path = '/team/ada%40analytical.example/reports'
  await page.goto(`http://127.0.0.1:${port}${path}?${query}#access_token=${SECRET}`)
  await clickPoisonedButton(page)

  const viewed = await world.receive({ eventType: 'page viewed' })
  expect(viewed.content).toMatchObject({
    contentTitle: 'Cold chains for at',
    contentUrl: `http://127.0.0.1:${port}/team/[email]/reports`,
    contentId: `127.0.0.1:${port}/team/[email]/reports`,
  })
  expect(viewed.content.contentCustomFields).toContainEqual(
    expect.objectContaining({ name: 'Campaign', value: 'spring /' }),
  )
  await world.receive({ eventType: 'button clicked', ...titled('Send to') })
  expect(world.received()).toHaveLength(2)
  for (const poison of POISON) expect(JSON.stringify(world.received())).not.toMatch(poison)
})

test('a short signed token in a title goes too', async ({ world, page, openSite }) => {
  const port = await openSite(() => ({ title: `Reset ${SHORT_SECRET} now` }))
  await page.goto(`http://127.0.0.1:${port}/reset?gong_tid=poison-2`)

  const { content } = await world.receive({ eventType: 'page viewed' })
  expect(content.contentTitle).toBe('Reset now')
})

test('a page without a title is called by its path, clean too', async ({
  world,
  page,
  openSite,
}) => {
  const port = await openSite(() => ({ title: '' }))
  const path = `/reset/${HASH}/%E2%80%AEada@analytical.example`
  await page.goto(`http://127.0.0.1:${port}${path}?gong_tid=poison-3`)

  const { content } = await world.receive({ eventType: 'page viewed' })
  expect(content.contentTitle).toMatch(/^\/reset\//)
  for (const poison of [...POISON, HASH]) expect(content.contentTitle).not.toMatch(poison)
})

test('a token in a path is no part of the address that a seller gets', async ({
  world,
  page,
  openSite,
}) => {
  const port = await openSite(() => ({ title: 'Reset' }))
  await page.goto(`http://127.0.0.1:${port}/reset/${HASH}?gong_tid=poison-4`)

  const { content } = await world.receive({ eventType: 'page viewed' })
  expect(content).toMatchObject({
    contentTitle: 'Reset',
    contentUrl: expect.stringContaining(`http://127.0.0.1:${port}/reset/[token:`),
    contentId: expect.stringContaining(`127.0.0.1:${port}/reset/[token:`),
  })
})

test('a page under several addresses is told once, with all its views', async ({
  world,
  page,
  openSite,
}) => {
  const port: number = await openSite((path) => {
    if (path === '/tour') return { title: 'Product tour' }
    const canonicalUrl = `HTTP://LOCALHOST:${port}/pricing/?print=1`
    return { title: 'Pricing', ...(path === '/print/pricing' && { canonicalUrl }) }
  })
  for (const address of [
    '/pricing?gong_tid=five-1&utm_source=mail&gclid=x',
    '/pricing/',
    '/pricing/index.html',
    '/pricing#plans',
    '/print/pricing',
  ]) {
    await page.goto(`HTTP://LOCALHOST:${port}${address}`)
  }
  await page.goto(`http://localhost:${port}/tour`)

  await world.receive(titled('Product tour'))
  const [pricing] = world.received()
  expect(pricing?.content).toMatchObject({
    contentTitle: 'Pricing',
    contentId: `localhost:${port}/pricing`,
    contentUrl: `http://localhost:${port}/pricing`,
    contentCustomFields: expect.arrayContaining([
      expect.objectContaining({ name: 'Views', value: '5' }),
    ]),
  })
  expect(world.received()).toHaveLength(2)
})

/** Like a share button with the name of whoever is logged in. */
async function clickPoisonedButton(page: Page): Promise<void> {
  await page.evaluate((override) => {
    const button = document.createElement('button')
    button.textContent = `${override}Send to ada@analytical.example`
    document.body.prepend(button)
  }, OVERRIDE)
  await page.getByRole('button', { name: /Send to/ }).click()
}
