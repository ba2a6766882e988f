import { expect, test, titled } from './world.js'

// Covers: page views across single-page navigation. Leaves out: hash routing, prerendering, the back/forward cache.

test('single-page navigation counts each article once, under its own title', async ({
  world,
  page,
}) => {
  await page.goto(`${world.siteUrl}/blog?gong_tid=reader-1`)
  await page
    .getByRole('link', { name: /twelve grams/i })
    .first()
    .click()
  await expect(page).toHaveURL(/\/blog\/twelve-grams$/)
  await expect(page).toHaveTitle(/twelve grams/i)
  await page.goBack()
  await expect(page).toHaveURL(/\/blog(\?|$)/)
  await page.goForward()
  await expect(page).toHaveURL(/\/blog\/twelve-grams$/)
  await expect(page).toHaveTitle(/twelve grams/i)

  const article = await world.receive({
    eventType: 'page viewed',
    content: expect.objectContaining({
      contentUrl: `${world.siteUrl}/blog/twelve-grams`,
    }) as never,
  })
  expect(article.content.contentTitle).toMatch(/twelve grams/i)
  expect(article.content.contentCustomFields).toContainEqual(
    expect.objectContaining({ name: 'Views', value: '2' }),
  )
  const list = await world.receive({
    eventType: 'page viewed',
    content: expect.objectContaining({ contentUrl: `${world.siteUrl}/blog` }) as never,
  })
  expect(list.content.contentCustomFields).toContainEqual(
    expect.objectContaining({ name: 'Views', value: '2' }),
  )
})

test('a query or a fragment makes no other content', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/pricing?gong_tid=same-1`)
  await page.goto(`${world.siteUrl}/pricing?utm_source=x#plans`)
  await page.goto(`${world.siteUrl}/tour`)

  await world.receive(titled('Product tour'))
  const views = world
    .received()
    .filter(({ eventType, content }) =>
      eventType === 'page viewed' ? content.contentTitle === 'Pricing' : false,
    )
  expect(views).toHaveLength(1)
  expect(views[0]?.content.contentCustomFields).toContainEqual(
    expect.objectContaining({ name: 'Views', value: '2' }),
  )
})
