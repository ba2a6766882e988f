import { expect, test } from './world.js'

// Covers: kill -9 of the collector between acceptance and delivery, and Gong failing. Leaves out: a full disk.

test('kill -9 in the middle loses nothing and sends nothing twice', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/?gong_tid=crash-1`)
  for (const path of ['/tour', '/pricing', '/contact', '/blog', '/blog/twelve-grams']) {
    const ownUrl = `"url":"${world.siteUrl}${path}"`
    const beacon = page.waitForResponse((response) => {
      const body = response.request().postData() ?? ''
      return response.status() === 204 && body.includes('page_view') && body.includes(ownUrl)
    })
    await page.goto(`${world.siteUrl}${path}`)
    await beacon
    await world.collector.kill()
    await world.collector.start()
  }
  // Once more while calls are under way.
  await expect.poll(() => world.sandbox.calls().length).toBeGreaterThan(0)
  await world.collector.kill()
  await world.collector.start()

  const paths = ['/', '/tour', '/pricing', '/contact', '/blog', '/blog/twelve-grams']
  const viewed = paths.map((path) => `${world.siteUrl}${path} viewed 1 times`).sort()
  const told = (): string[] =>
    world
      .received()
      .filter(({ eventType }) => eventType === 'page viewed')
      .map(({ content: { contentUrl, contentCustomFields = [] } }) => {
        const views = contentCustomFields.find(({ name }) => name === 'Views')?.value
        return `${contentUrl} viewed ${views} times`
      })
      .sort()
  await expect.poll(told, { timeout: 40_000 }).toEqual(viewed)
})

test('an answer that was lost is asked for again with the same id and content', async ({
  world,
  page,
}) => {
  world.sandbox.addFault({ kind: 'reset-after-accepting', count: 1 })
  world.sandbox.addFault({ kind: 'answer-500', count: 1 })
  await page.goto(`${world.siteUrl}/pricing?gong_tid=lost-1`)

  await world.receive({ content: expect.objectContaining({ contentTitle: 'Pricing' }) as never })
  await expect.poll(() => world.sandbox.summary().duplicates).toBe(1)
  expect(world.received()).toHaveLength(1)
})
