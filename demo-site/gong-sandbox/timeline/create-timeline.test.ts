import { describe, expect, it } from 'vitest'
import { aFullInteraction, aSandbox } from '../sandbox-for-tests.js'

async function page(sandbox: ReturnType<typeof aSandbox>) {
  const response = await sandbox.app.request('/')
  return { html: (await response.text()).replace(/\s+/g, ' '), headers: response.headers }
}

describe('the timeline', () => {
  it('says what to do while there is nothing to show, and that it is not Gong', async () => {
    const { html } = await page(aSandbox())
    expect(html).toContain('Nothing yet')
    expect(html).toContain('Tamtam’s local stand-in for Gong, not Gong')
  })

  it('reads as a seller would read it', async () => {
    const sandbox = aSandbox()
    await sandbox.send(aFullInteraction())
    const { html } = await page(sandbox)
    const words = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
    expect(words).toContain('Ada Lovelace watched 50 % of ‘Product tour’')
    expect(words).toContain('Watched 10 s')
    expect(words).toContain('Analytical Engines')
    expect(html).toContain('<progress max="100" value="50"')
    expect(html).toContain('href="https://www.firnline.example/tour"')
    expect(html).toContain('aria-label="on a mobile device"')
  })

  it('shows a hostile title as words', async () => {
    const sandbox = aSandbox()
    const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
    const { content, ...rest } = aFullInteraction()
    await sandbox.send({
      ...rest,
      content: { ...content, contentTitle: hostile, contentLabel: [hostile] },
      person: { name: hostile, personId: hostile, company: { name: hostile } },
      customFields: [{ name: hostile, value: hostile }],
    })
    const { html } = await page(sandbox)
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;script&gt;')
  })

  it('shows a share and the view that answers it, which leads to it', async () => {
    const sandbox = aSandbox()
    const piece = {
      reportingSystem: 'Firnline',
      eventTimestamp: '2026-11-20T10:00:00Z',
      contentId: 'offer-7',
      contentUrl: 'https://www.firnline.example/offers/7',
      contentTitle: 'Your offer',
      shareId: 's1',
    }
    const ada = { name: 'Ada Lovelace', email: 'ada@a.example' }
    const put = (path: string, body: object) =>
      sandbox.send(body, { method: 'PUT', path: `/v2/customer-engagement/content/${path}` })
    await put('shared', {
      ...piece,
      sharer: { name: 'Sam <b>' },
      recipients: [ada],
      sharingMessageSubject: 'As <i>promised</i>',
    })
    await put('viewed', { ...piece, viewer: ada })
    const { html } = await page(sandbox)
    expect(html).not.toMatch(/<[bi]>/)
    const words = html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
    expect(words).toContain('Ada Lovelace viewed what Sam &lt;b&gt; shared: ‘Your offer’')
    expect(words).toContain('Shared 2 h ago as “As &lt;i&gt;promised&lt;/i&gt;”')
    expect(words).toContain('Viewed once')
    expect(html).toContain('<li id="i-request-1"')
    expect(html).toContain('<a href="#i-request-1"')
  })

  it('allows neither inline code nor other hosts', async () => {
    const { html, headers } = await page(aSandbox())
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
        "img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script>/)
  })

  it.each(['colours.css', 'page.css', 'company.css', 'rows.css', 'timeline.js', 'timeline.svg'])(
    'serves its %s',
    async (name) => {
      const response = await aSandbox().app.request(`/assets/${name}`)
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toMatch(/^(text|image)\/(css|javascript|svg)/)
    },
  )
})
