import type { Page } from '@playwright/test'
import { clickLast } from './behaviour/expect-events.js'
import { expect, test } from './behaviour/world.js'
import { readExample } from './open-example.js'

// Covers: the texts of demo-site/examples/tag-manager/. Leaves out: tag managers themselves; what they do to a custom
// HTML tag is done here as their documentation and users describe it.

const COLLECTOR = 'https://collector.example.com'

test('the custom HTML, injected twice after the load, makes one view and one click of a click', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: null, title: 'Landing | Acme', body: '<button id="buy">Buy</button>' })
  const html = readExample('tag-manager/custom-html.html').replaceAll(COLLECTOR, sink.url)
  await page.goto(`${site.url}/a?gong_tid=gong-1`, { waitUntil: 'load' })
  await inject(page, html)
  await sink.receive('page_view')
  await inject(page, html)
  await page.locator('#buy').click()
  await clickLast(sink, page)
  expect(sink.of('page_view')).toMatchObject([
    { page: { url: `${site.url}/a`, title: 'Landing | Acme' }, trackingId: 'gong-1' },
  ])
  expect(sink.of('click').map(({ target }) => target.id)).toEqual(['buy', 'last'])
})

test('both injected at once make one view', async ({ sink, site, page }) => {
  site.add('/a', { tag: null })
  const html = readExample('tag-manager/custom-html.html').replaceAll(COLLECTOR, sink.url)
  await page.goto(`${site.url}/a`, { waitUntil: 'load' })
  await inject(page, html + html)
  await sink.receive('page_view')
  await clickLast(sink, page)
  expect(sink.of('page_view')).toHaveLength(1)
  expect(sink.of('click')).toHaveLength(1)
})

test('the template loads the script of its site by an address that the page understands', async ({
  sink,
  site,
  page,
}) => {
  site.add('/a', { tag: null })
  const form = { site: 'acme-www', trackingParams: 'gong_tid,gid', consent: 'implied' }
  const [url] = runTemplate({ ...form, collector: sink.url })
  expect(url).toBe(`${sink.url}/tamtam.js?site=acme-www&trackingParams=gong_tid%2Cgid`)
  await page.goto(`${site.url}/a?gid=gong-2`)
  await inject(page, `<script async src="${url}"></script>`)
  const view = await sink.receive('page_view')
  expect(view.trackingId).toBe('gong-2')
})

test('the template asks for consent where its form says so, and for no other host than its permission names', () => {
  const form = { collector: COLLECTOR, site: 'a b', trackingParams: '' }
  expect(runTemplate({ ...form, consent: 'required' })).toEqual([
    `${COLLECTOR}/tamtam.js?site=a%20b&consent=required`,
  ])
  const permissions = JSON.stringify(JSON.parse(section('WEB_PERMISSIONS')))
  expect(permissions.match(/"https:[^"]*"/g)).toEqual([`"${COLLECTOR}/*"`])
  const fields = JSON.parse(section('TEMPLATE_PARAMETERS')) as { name: string }[]
  expect(fields.map(({ name }) => name).sort()).toEqual([
    ...['collector', 'consent', 'site', 'trackingParams'],
  ])
  expect(JSON.parse(section('INFO'))).toMatchObject({ type: 'TAG', containerContexts: ['WEB'] })
})

/** Markup that a script sets does not run: each script is made anew, with what tag managers keep of its attributes. */
async function inject(page: Page, html: string): Promise<void> {
  await page.evaluate((text) => {
    const template = document.createElement('template')
    template.innerHTML = text
    for (const found of template.content.querySelectorAll('script')) {
      const script = document.createElement('script')
      script.async = found.async
      if (found.src) script.src = found.src
      else script.text = found.text
      document.body.append(script)
    }
  }, html)
}

function section(name: string): string {
  const text = readExample('tag-manager/template.tpl')
  const [, rest = ''] = text.split(`___${name}___`)
  return rest.split(/^___[A-Z_]+___$/m)[0] ?? ''
}

/** Runs the template's code as Google Tag Manager does, with stand-ins. The addresses that it has scripts loaded from. */
function runTemplate(form: Record<string, string>): string[] {
  const loaded: string[] = []
  const api: Record<string, unknown> = {
    encodeUriComponent: encodeURIComponent,
    injectScript: (url: string, onSuccess: () => void, _: () => void, cacheToken: string) => {
      if (!loaded.includes(cacheToken)) loaded.push(url)
      onSuccess()
    },
  }
  const data = { ...form, gtmOnSuccess: () => undefined, gtmOnFailure: () => undefined }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is ours, and text in a template's file
  const run = new Function('require', 'data', section('SANDBOXED_JS_FOR_WEB_TEMPLATE')) as (
    require: (name: string) => unknown,
    given: typeof data,
  ) => void
  run((name) => api[name], data)
  run((name) => api[name], data)
  return loaded
}
