import { expect, it } from 'vitest'
import { openTestConsole } from '../test-console.js'

it('gives the text for the configuration file and the tag, and says that it changes nothing', async () => {
  const { page } = await openTestConsole()
  const query = 'siteId=shop&origins=https%3A%2F%2Fshop.acme.com&consent=required&bots=drop'
  const html = await page(`/add-site?${query}`)
  expect(html).toContain('This changes nothing by itself')
  expect(html).toContain('&quot;siteId&quot;: &quot;shop&quot;')
  expect(html).toContain('data-consent=&quot;required&quot;')
  expect(html).toContain('Restart the collector')
})

it('what is wrong stands at its field', async () => {
  const { page } = await openTestConsole()
  const html = await page('/add-site?siteId=Shop&origins=shop.acme.com')
  expect(html).toMatch(/id="field-siteId" aria-invalid="true"|aria-describedby="fault-siteId/)
  expect(html).toMatch(/id="fault-siteId">must be 1 to 63/)
  expect(html).toMatch(/id="fault-origins">no. 1: must be an origin/)
})

it('a site that somebody has written is checked', async () => {
  const { page, json } = await openTestConsole()
  const text = encodeURIComponent('{"siteId":"x","orgins":["https://x.example"]}')
  expect(await json(`/api/add-site?json=${text}`)).toMatchObject({ draft: { kind: 'faulty' } })
  expect(await page(`/add-site?json=${text}`)).toContain('did you mean &quot;origins&quot;?')
})

it('an empty form has no faults', async () => {
  const { page } = await openTestConsole()
  expect(await page('/add-site')).not.toContain('class="fault"')
})

it('stands in the way of no site, whatever its name', async () => {
  const site = { siteId: 'new', origins: ['https://www.acme.com'] }
  const { page } = await openTestConsole({ config: { sites: [site] } })
  expect(await page('/sites/new')).toContain('<h1>new</h1>')
  expect(await page('/add-site')).toMatch(/<a href="\/sites" aria-current="page">/)
})
