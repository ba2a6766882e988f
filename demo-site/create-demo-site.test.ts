import { describe, expect, it } from 'vitest'
import { createDemoSite } from './create-demo-site.js'

const site = createDemoSite({ collectorUrl: 'http://127.0.0.1:8787', siteId: 'demo' })
const article = '/blog/what-auditors-ask-first'
const pages = ['/', '/tour', '/pricing', '/contact', '/blog', article]

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await site.request(path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the demo site', () => {
  it.each(pages)('serves %s with the tag in its head', async (path) => {
    const { status, text } = await get(path)
    const [head = ''] = text.split('</head>')
    expect(status).toBe(200)
    expect(head.replace(/\s+/g, ' ')).toContain(
      '<script async src="http://127.0.0.1:8787/tamtam.js" data-site="demo" ' +
        'data-tracking-params="gong_tid" ></script>',
    )
    expect(text).not.toContain('{{')
  })

  it('puts the stub before the tag where the page calls tamtam', async () => {
    const { text } = await get('/contact')
    expect(text.indexOf('tamtam.q')).toBeGreaterThan(0)
    expect(text.indexOf('tamtam.q')).toBeLessThan(text.indexOf('/tamtam.js'))
  })

  it('marks the page that one is on, an article as the blog', async () => {
    expect((await get('/tour')).text).toContain('<a href="/tour" aria-current="page">')
    expect((await get(article)).text).toContain('<a href="/blog" aria-current="page">')
  })

  it('serves ranges of the film, so that a player can seek', async () => {
    const { status, headers, text } = await get('/media/product-tour.webm', {
      Range: 'bytes=0-99',
    })
    expect(status).toBe(206)
    expect(headers.get('Content-Type')).toBe('video/webm')
    expect(headers.get('Content-Range')).toMatch(/^bytes 0-99\/\d+$/)
    expect(text).toContain('webm')
  })

  it.each([
    ['/assets/base.css', 'text/css'],
    ['/assets/blog.js', 'text/javascript'],
    ['/media/product-tour.webp', 'image/webp'],
    ['/files/cold-chain-checklist.pdf', 'application/pdf'],
    ['/articles/twelve-grams.html', 'text/html'],
  ])('serves %s as %s', async (path, type) => {
    const { status, headers } = await get(path)
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toContain(type)
  })

  it.each([
    '/nowhere',
    '/blog/nowhere',
    '/assets/nowhere.js',
    '/home.html',
    '/assets/../../main.ts',
  ])('answers %s with the page for lost visitors', async (path) => {
    const { status, text } = await get(path)
    expect(status).toBe(404)
    expect(text).toContain('This pallet never left the dock')
  })

  it('escapes what it is configured with', async () => {
    const other = createDemoSite({ collectorUrl: 'x', siteId: 'demo', companyName: '<b>&"' })
    const text = await (await other.request('/')).text()
    expect(text).not.toContain('<b>')
    expect(text).toContain('<title>&#60;b&#62;&#38;&#34;: every degree')
  })
})
