import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: pages within pages, each with the tag. Leaves out: players in frames.

const frames = {
  'of the same origin': (site: { url: string }) => `<iframe src="${site.url}/inner"></iframe>`,
  'of another site': (site: { otherUrl: string }) =>
    `<iframe src="${site.otherUrl}/inner"></iframe>`,
  'in a sandbox, without an origin': (site: { url: string }) =>
    `<iframe sandbox="allow-scripts" src="${site.url}/inner"></iframe>`,
}

for (const [where, frame] of Object.entries(frames)) {
  test(`a frame ${where} is a part of its page and no view or visitor of its own`, async ({
    sink,
    site,
    page,
  }) => {
    site.add('/outer', { body: frame(site) })
    await page.goto(`${site.url}/outer`)
    const inner = page.frameLocator('iframe')
    await inner.locator('#last').click()
    const loaded = inner.locator('body').evaluate(() => 'tamtam' in window)
    expect(await loaded).toBe(true)
    await clickLast(sink, page)
    expect(sink.events().map(({ type, page: { url } }) => [type, url])).toEqual([
      ['page_view', `${site.url}/outer`],
      ['click', `${site.url}/outer`],
    ])
  })
}
