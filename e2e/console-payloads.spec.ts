import { parse } from 'csv-parse/sync'
import type { Page } from '@playwright/test'
import { crawlConsole } from './crawl-console.js'
import { expect, ORIGIN, test, type ConsoleWorld } from './console-world.js'
import { hostileBeacons } from './hostile-events.js'
import { inAddress, PAYLOADS } from './payload-corpus.js'

// Covers: what visitors, sites' servers and Gong wrote, in every field, on every page and in every table of the console.
// console-world watches for what runs, asks elsewhere or breaks the policy.

const TEXTS = Object.values(PAYLOADS)

test('what others wrote is text on every page, and no formula in any table', async ({
  page,
  world,
}) => {
  test.setTimeout(400_000)
  await sendCorpus(world)
  await page.goto(world.consoleUrl)
  let shown = ''
  const { pages, files } = await crawlConsole(
    page,
    async (path) => {
      expect(await whatIsOdd(page), path).toEqual([])
      shown += await page.locator('body').innerText()
    },
    { ofAKind: 3 },
  )
  expect(pages.length).toBeGreaterThan(12)
  for (const text of [PAYLOADS['script'], PAYLOADS['sql'], PAYLOADS['double quote']]) {
    expect(shown).toContain(text)
  }

  const ofEach = new Map(files.map((file) => [file.split('?')[0], file]))
  expect(ofEach.size).toBeGreaterThan(2)
  for (const file of ofEach.values()) {
    const answer = await page.request.get(`${world.consoleUrl}${file}`)
    expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8')
    const rows: string[][] = parse(await answer.text(), { bom: true })
    for (const cell of rows.flat().filter((each) => !/^-?\d+(\.\d+)?$/.test(each))) {
      expect(cell, file).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    }
  }
})

test('what stands in the address is text on every page', async ({ page, world }) => {
  test.setTimeout(400_000)
  await page.goto(world.consoleUrl)
  const { pages } = await crawlConsole(page, () => Promise.resolve())
  for (const path of pages.filter((each) => !each.includes('?'))) {
    await page.goto(`${world.consoleUrl}${path}`)
    const names = await page
      .locator('form[method=get] [name]')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? ''))
    for (const text of [
      PAYLOADS['script'],
      PAYLOADS['double quote'],
      PAYLOADS['attribute for htmx'],
      PAYLOADS['javascript'],
      PAYLOADS['like'],
      PAYLOADS['surrogate'],
      PAYLOADS['prototype'],
    ]) {
      const query = new URLSearchParams(
        [...new Set(names), 'site', 'id', 'before'].map((name) => [name, text ?? '']),
      )
      const answer = await page.goto(`${world.consoleUrl}${path}?${query.toString()}`)
      expect(answer?.status(), `${path}?${query.toString()}`).toBeLessThan(500)
      expect(await whatIsOdd(page), path).toEqual([])
    }
  }
  for (const text of TEXTS.filter((each) => each.length < 500)) {
    for (const path of ['/explain/', '/sites/', '/', '/api/explain/']) {
      const answer = await page.goto(`${world.consoleUrl}${path}${inAddress(text)}`)
      expect(answer?.status()).toBeLessThan(500)
      expect(await whatIsOdd(page), `${path}${text}`).toEqual([])
    }
  }
})

/** Elements and attributes that no page of ours has: somebody's text has become markup. */
function whatIsOdd(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const odd = [
      ...document.querySelectorAll(
        'script:not([src^="/assets/"]), style, iframe, object, embed, base, img, svg[onload]',
      ),
      ...document.querySelectorAll(
        'link:not([href^="/assets/"]), meta[http-equiv], form[action^="http"], form[action^="//"]',
      ),
      ...document.querySelectorAll(
        'a[href]:not([href^="/"], [href^="#"], [href^="?"], [href^="http://"], [href^="https://"]), a[href^="//"]',
      ),
    ].map((element) => element.outerHTML.slice(0, 200))
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const isOurs = name !== 'style' && !/^(data-)?(on|hx-on)/.test(name)
        const isHere = !/^(data-)?hx-(get|post)$/.test(name) || /^\/(?!\/)/.test(value)
        if (!isOurs || !isHere) odd.push(`${element.tagName} ${name}=${value.slice(0, 100)}`)
      }
    }
    return odd
  })
}

/** In every field of every event, and of what servers and Gong say; returns once it has come through. */
async function sendCorpus({ send, sandbox, consoleUrl }: ConsoleWorld): Promise<void> {
  sandbox.addFault({ kind: 'answer-400', count: 4, errors: TEXTS.slice(0, 9) })
  for (const text of TEXTS) {
    const beacons = hostileBeacons({ text, origin: ORIGIN, nowMs: Date.now() })
    const statuses = await Promise.all(beacons.map((beacon) => send(beacon)))
    expect(new Set(statuses), text).toEqual(new Set([204]))
    const person = {
      email: 'ada@analytical.example',
      name: text,
      personId: text,
      company: { name: text },
    }
    const url = `${ORIGIN}/${inAddress(text)}`
    const visitor = { trackingId: text }
    const share = {
      url,
      title: text,
      sharer: { name: text },
      message: { subject: text, body: text },
      recipients: [{ person, title: text }],
    }
    expect(await send({ visitor, person }, '/v1/identities')).toBeLessThan(500)
    expect(await send({ url, person }, '/v1/links')).toBeLessThan(500)
    expect(await send(share, '/v1/shares')).toBeLessThan(500)
  }
  const read = async (path: string) => (await fetch(`${consoleUrl}${path}`)).text()
  await expect
    .poll(() => read('/api/timeline?limit=1000'), { timeout: 60_000 })
    .toContain('DROP TABLE')
  await expect.poll(() => read('/api/dead'), { timeout: 60_000 }).toContain('onerror')
}
