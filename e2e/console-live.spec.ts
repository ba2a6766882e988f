import { expect, test } from './console-world.js'

// Covers: what a live page says when it is not up to date any more, and why. Leaves out: what each page says.

const STALE = 'The collector does not answer: what stands here may be old.'

test('a live page of a collector that hangs says so, and is itself again when it goes on', async ({
  page,
  world: { consoleUrl, collector },
}) => {
  await page.goto(`${consoleUrl}/sites/demo`)
  const notice = page.getByText(STALE)
  await expect(page.locator('[data-live-seconds]')).toHaveCount(1)
  collector.hang()
  await expect(notice).toBeVisible()
  collector.goOn()
  await expect(notice).toHaveCount(0)
})

test('a live page on which something is marked or not sent says that it rests, and goes on after', async ({
  page,
  world: { consoleUrl },
}) => {
  await page.goto(`${consoleUrl}/sites/demo`)
  await page.locator('h1').selectText()
  await expect(page.getByText('Updates rest while a text is marked.')).toBeVisible()
  await page.evaluate(() => document.getSelection()?.empty())
  await expect(page.getByText('Updates rest')).toHaveCount(0)

  const box = page.locator('#page form input[type=checkbox]').first()
  await box.click()
  await expect(
    page.getByText('Updates rest while a form of the page is filled in and not sent.'),
  ).toBeVisible()
  await page.evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur())
  await box.click()
  await page.evaluate(() => document.querySelector<HTMLElement>(':focus')?.blur())
  const asked = page.waitForRequest((request) => request.url() === `${consoleUrl}/sites/demo`)
  await expect(page.getByText('Updates rest')).toHaveCount(0)
  await asked
})
