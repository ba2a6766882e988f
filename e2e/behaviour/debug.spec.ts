import type { Page } from '@playwright/test'
import { command } from './commands.js'
import { clickLast } from './expect-events.js'
import { expect, test } from './world.js'

// Covers: the console lines that the debug command asks for. Leaves out: their exact words.

const STUB = `<script>
  window.tamtam = window.tamtam || function () {
    arguments.atMs = Date.now(); (tamtam.q = tamtam.q || []).push(arguments) }
  tamtam('debug')
</script>`

test('without the debug command the console stays empty', async ({ sink, site, page }) => {
  const lines = readLines(page)
  await page.goto(`${site.url}/a`)
  await command(page, ['no such command'])
  await clickLast(sink, page)
  expect(lines).toEqual([])
})

test('debug writes a line for each event and each beacon', async ({ sink, site, page }) => {
  const lines = readLines(page)
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await command(page, ['debug'], ['track', 'told'], ['no such command'])
  await clickLast(sink, page)
  await expect.poll(() => lines.some((line) => /beacon.*204/.test(line))).toBe(true)
  expect(lines.filter((line) => line.startsWith('tamtam custom'))).toHaveLength(1)
  expect(lines.filter((line) => line.startsWith('tamtam click'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('no such command'))).toHaveLength(1)
})

test('debug before the script is there shows the first view too', async ({ sink, site, page }) => {
  const lines = readLines(page)
  site.add('/a', { head: STUB })
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  expect(lines.filter((line) => line.startsWith('tamtam page_view'))).toHaveLength(1)
})

test('debug names the reason of each drop', async ({ sink, site, page }) => {
  const lines = readLines(page)
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  sink.answer({ status: 400 })
  await command(page, ['debug'], ['track', 'refused'])
  await expect.poll(() => lines.some((line) => /dropped.*400/.test(line))).toBe(true)
  await command(page, ['consent', 'denied'], ['track', 'denied'])
  await expect.poll(() => lines.some((line) => /dropped.*consent/.test(line))).toBe(true)
})

test('debug says that a trackingId was too long to be one', async ({ sink, site, page }) => {
  const lines = readLines(page)
  await page.goto(`${site.url}/a`)
  await sink.receive('page_view')
  await command(page, ['debug'], ['trackingId', 'x'.repeat(513)], ['track', 'last'])
  await sink.receive('custom')
  expect(lines.filter((line) => line.startsWith('tamtam dropped'))).toHaveLength(1)
  expect(sink.of('custom')[0]?.trackingId).toBe(undefined)
})

const reasons = [
  ['signal', 'globalPrivacyControl', true],
  ['signal', 'doNotTrack', '1'],
] as const

for (const [reason, property, value] of reasons) {
  test(`debug says why nothing is measured: a ${reason}, by ${property}`, async ({
    sink,
    site,
    visitor,
    page,
  }) => {
    await visitor.addInitScript(
      (signal) => Object.defineProperty(navigator, signal.property, { value: signal.value }),
      { property, value },
    )
    const lines = readLines(page)
    const script = `<script async src="${sink.url}/tamtam.js" data-site="demo"></script>`
    site.add('/a', { tag: script })
    await page.goto(`${site.url}/a`)
    await page.waitForFunction(() => 'tamtam' in window)
    await command(page, ['debug'])
    await expect.poll(() => lines.join('\n')).toContain(reason)
  })
}

test('debug says in a frame that frames are not measured', async ({ site, page }) => {
  const lines = readLines(page)
  site.add('/inner', { head: STUB })
  site.add('/outer', { tag: null, body: '<iframe src="/inner"></iframe>' })
  await page.goto(`${site.url}/outer`)
  await page.frameLocator('iframe').locator('#last').click()
  await page.frames()[1]?.evaluate(`tamtam('debug')`)
  await expect.poll(() => lines.join('\n')).toContain('frame')
})

/** Our lines in the page's console, as text. */
function readLines(page: Page): string[] {
  const lines: string[] = []
  page.on('console', (message) => {
    if (message.text().startsWith('tamtam')) lines.push(message.text())
  })
  return lines
}
