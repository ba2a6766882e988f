import type { Page } from '@playwright/test'
import { clickLast, expectEvents } from './expect-events.js'
import { openPage, STAY } from './open-page.js'
import { openSwitchableServer } from './switchable-server.js'
import { expect, test } from './world.js'

// Covers: which links are downloads, and that a download is told once and is no click besides.
// Leaves out: downloads that a script starts without a link.

/** Link by its address, with its other attributes, and what is told of it; a href is without the site's address. */
const TOLD: [href: string, attributes: string, event: Record<string, string>][] = [
  ['/files/list.pdf', '', { fileName: 'list.pdf', href: '/files/list.pdf' }],
  ['/files/List.PDF', '', { fileName: 'List.PDF' }],
  ['/files/list.csv?key=secret', '', { fileName: 'list.csv', href: '/files/list.csv' }],
  ['/files/list.xlsx?utm_source=a.b/c.d', '', { fileName: 'list.xlsx' }],
  ['/files/list.zip#page=2', '', { fileName: 'list.zip', href: '/files/list.zip' }],
  ['/export?as=1', 'download="Prices.csv"', { fileName: 'Prices.csv', href: '/export' }],
  ['/files/guide', 'download', { fileName: 'guide', href: '/files/guide' }],
  ['/files/x1y2.pdf', 'download="Guide.pdf"', { fileName: 'Guide.pdf' }],
  ['https://files.acme.com/list.docx', '', { href: 'https://files.acme.com/list.docx' }],
]

test('a link to a file or with a download attribute is one download, by its name', async ({
  sink,
  site,
  page,
}) => {
  const links = TOLD.map(([href, rest], at) => `<p><a id="a${at}" href="${href}" ${rest}>F</a></p>`)
  await openPage({ sink, site, page }, { body: links.join('') + STAY })
  const events = await expectEvents(sink, {
    page,
    act: () => clickAll(page, links.length),
    expected: TOLD.map(([, , { href, ...rest }]) => ({
      type: 'file_download',
      ...(href && { href: href.startsWith('/') ? site.url + href : href }),
      ...rest,
    })),
  })
  expect(JSON.stringify(events)).not.toContain('secret')
})

test('a page, a folder or a host that only looks like a file is a click', async ({
  sink,
  site,
  page,
}) => {
  const hrefs = ['/pdf', '/a.html', '/list.pdf/', '/?file=list.pdf', 'https://acme.zip', '/a.com']
  const links = hrefs.map((href, at) => `<p><a id="a${at}" href="${href}">Link</a></p>`)
  await openPage({ sink, site, page }, { body: links.join('') + STAY })
  await expectEvents(sink, {
    page,
    act: () => clickAll(page, hrefs.length),
    expected: hrefs.map(() => ({ type: 'click', target: { kind: 'link' } })),
  })
})

test('with views by fragment a link to a place in a file is a download too', async ({
  sink,
  site,
  page,
}) => {
  const tag = { 'data-views': 'hash' }
  const body = `<a id="a0" href="/files/list.pdf#page2">List</a>${STAY}`
  await openPage({ sink, site, page }, { body, tag })
  await expectEvents(sink, {
    page,
    act: () => clickAll(page, 1),
    expected: [{ type: 'file_download', fileName: 'list.pdf' }],
  })
})

test('a file that the page made itself is a download, of whose address only blob: leaves', async ({
  sink,
  site,
  page,
}) => {
  const body = `<a id="a0" download="export.csv">Export</a><script>
    document.querySelector('#a0').href = URL.createObjectURL(new Blob(['a,b']))
  </script>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => clickAll(page, 1),
    expected: [{ type: 'file_download', href: 'blob:', fileName: 'export.csv' }],
  })
})

test('a file that is really saved, from another host after a redirect, is one download', async ({
  sink,
  site,
  page,
  browserName,
}) => {
  test.skip(
    browserName !== 'chromium',
    'Firefox under Playwright throws "uncaught exception: Object" at any download, on a page without the script too',
  )
  const disposition = { 'Content-Disposition': 'attachment' }
  site.addFile('/stored/8d1f', { type: 'application/pdf', body: '%PDF-1.4', headers: disposition })
  const files = await openSwitchableServer((_, response) =>
    response.writeHead(302, { Location: `${site.url}/stored/8d1f` }).end(),
  )
  const body = `<a id="a0" href="${files.url}/list.pdf">List</a>`
  await openPage({ sink, site, page }, { body })
  const saved = page.waitForEvent('download')
  await page.locator('#a0').click()
  await saved
  await clickLast(sink, page)
  await files.stop()
  expect(sink.of('file_download')).toMatchObject([
    { href: `${files.url}/list.pdf`, fileName: 'list.pdf' },
  ])
  expect(sink.of('click')).toMatchObject([{ target: { id: 'last' } }])
})

test('a download in an open shadow root is one', async ({ sink, site, page }) => {
  const body = `<x-files><template shadowrootmode="open">
    <a id="a0" href="/files/list.pdf">List</a></template></x-files>${STAY}`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => clickAll(page, 1),
    expected: [{ type: 'file_download', fileName: 'list.pdf' }],
  })
})

// That it leads to a file is known only once the browser has asked for it.
test('limitation: an address that hides its file behind a redirect is a click', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: `<a id="a0" href="/latest">Latest</a>${STAY}` })
  await expectEvents(sink, {
    page,
    act: () => clickAll(page, 1),
    expected: [{ type: 'click', target: { kind: 'link', text: 'Latest' } }],
  })
})

async function clickAll(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) await page.locator(`#a${at}`).click()
}
