import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectEvents } from './expect-events.js'
import type { Sink } from './sink.js'
import { expect, test } from './world.js'

// Covers: the strictest policies under which a site may still load the script and reach its collector. Leaves out:
// policies that forbid just that. In Chromium a violation of the page's own shows that the policy holds; Firefox tells of
// each violation as of an error of the page, so that one of ours would fail the test.

test('the script keeps to a Content-Security-Policy of nothing but itself and its collector', async ({
  sink,
  site,
  page,
  browserName,
}) => {
  const isControlled = browserName === 'chromium'
  site.add('/strict', {
    headers: { 'Content-Security-Policy': strictPolicy(sink) },
    tag: tagWithNonce(sink),
    body: `<a id="there" href="#there">There</a>
      ${isControlled ? `<script>document.title = 'unchecked'</script>` : ''}`,
  })
  await listenToViolations(page)
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/strict`)
      await page.locator('#there').click()
      await page.evaluate(() => history.pushState(null, '', '/second'))
    },
    expected: [{ type: 'page_view' }, { type: 'click' }, { type: 'page_view' }],
  })
  expect(await violations(page)).toEqual(isControlled ? ['script-src-elem inline'] : [])
})

test('the script gives no text to a sink that Trusted Types guard', async ({
  sink,
  site,
  page,
  browserName,
}) => {
  const isControlled = browserName === 'chromium'
  const policy = `${strictPolicy(sink)}; require-trusted-types-for 'script'; trusted-types 'none'`
  site.add('/strict', {
    headers: { 'Content-Security-Policy': policy },
    tag: tagWithNonce(sink),
    body: `<form id="form"><button id="send">Send</button></form>`,
  })
  await listenToViolations(page)
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/strict?tt=${'t'.repeat(22)}`)
      await page.locator('#form').evaluate((form) => {
        form.addEventListener('submit', (event) => event.preventDefault())
      })
      await page.locator('#send').click()
      if (isControlled) await page.evaluate(writeMarkup)
    },
    expected: [{ type: 'page_view' }, { type: 'click' }, { type: 'form_submit' }],
  })
  const own = 'require-trusted-types-for trusted-types-sink'
  expect(await violations(page)).toEqual(isControlled ? [own] : [])
})

test('the script runs under its integrity value', async ({ sink, site, page }) => {
  const script = await (await fetch(`${sink.url}/tamtam.js`)).text()
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`
  site.add('/checked', { tag: { integrity, crossorigin: '' } })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.goto(`${site.url}/checked`)
    },
    expected: [{ type: 'page_view', page: { url: `${site.url}/checked` } }],
  })
})

function writeMarkup(): void {
  try {
    document.createElement('p').innerHTML = '<b>unchecked</b>'
  } catch {
    // That is what the policy is for.
  }
}

function strictPolicy({ url }: Sink): string {
  // The icon is the harness's own.
  return `default-src 'none'; script-src 'nonce-ours'; connect-src ${url}/v1/events; img-src data:`
}

function tagWithNonce({ url }: Sink): string {
  return `<script nonce="ours" async src="${url}/tamtam.js" data-site="demo"></script>`
}

async function listenToViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Reflect.set(window, 'violations', seen)
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      seen.push(`${effectiveDirective} ${blockedURI}`)
    })
  })
}

function violations(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'violations') as unknown)
}
