import type { Page } from '@playwright/test'
import { expect, test, titled } from './world.js'

// Covers: what the configuration says of pages, as a seller reads it. Leaves out: priority, `each`, contentId, origin.

test.use({
  settings: {
    config: {
      content: [
        { match: '/pricing*', title: 'Prices, plainly', labels: ['pricing', 'bottom of funnel'] },
        { match: '/tour', send: false },
        { match: '/blog/*', priority: 'low', granularity: 'session', labels: ['blog'] },
      ],
    },
  },
})

test('a rule gives title and labels, and what is not to be sent is not', async ({
  world,
  page,
}) => {
  await page.goto(`${world.siteUrl}/tour?gong_tid=rules-1`)
  await page.getByRole('button', { name: /Know before it spoils/ }).click()
  await page.goto(`${world.siteUrl}/pricing`)
  await page.getByRole('button', { name: 'Start with Network' }).click()
  await page.goto(`${world.siteUrl}/contact`)

  const pricing = await world.receive({
    eventType: 'page viewed',
    ...titled('Prices, plainly'),
  })
  expect(pricing.content).toMatchObject({
    contentLabel: ['pricing', 'bottom of funnel'],
    contentUrl: `${world.siteUrl}/pricing`,
  })
  const clicked = await world.receive({ eventType: 'button clicked' })
  expect(clicked.content).toMatchObject({
    contentTitle: 'Start with Network',
    contentLabel: ['pricing', 'bottom of funnel'],
    contentCustomFields: expect.arrayContaining([
      expect.objectContaining({ name: 'Page', value: 'Prices, plainly' }),
    ]),
  })
  const contact = await world.receive(titled('Contact'))
  expect(contact.content).not.toHaveProperty('contentLabel')
  expect(world.received().map(({ content }) => content.contentTitle)).toEqual([
    'Prices, plainly',
    'Start with Network',
    'Contact',
  ])
})

test("a session's pages of little value are one sentence", async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/blog?gong_tid=digest-1`)
  const articles = ['Twelve grams', 'What auditors ask for first', 'Four minutes at dock four']
  for (const article of articles) {
    await page.getByRole('link', { name: article }).click()
    await expect(page).toHaveTitle(`${article} | Firnline`)
    await page.getByRole('link', { name: 'All articles' }).click()
    await expect(page).toHaveTitle('Blog | Firnline')
  }

  const digest = await world.receive({ eventType: 'pages viewed' })
  const named = `(${['Blog', ...articles].join('|')})`
  expect(digest.content.contentTitle).toMatch(
    new RegExp(`^Read 4 pages, among them ${named} and ${named}$`),
  )
  expect(digest.content.contentLabel).toEqual(['blog'])
  expect(digest.content).not.toHaveProperty('contentUrl')
  const valueOf = (name: string) =>
    digest.content.contentCustomFields?.find((field) => field.name === name)?.value
  expect([1, 2, 3, 4].map((place) => valueOf(`Page ${place}`))).toEqual(['Blog', ...articles])
  expect(valueOf('Pages')).toBe('4')
  expect(valueOf('Views')).toBe('7')

  await viewLater(page, `${world.siteUrl}/pricing`)
  await world.receive(titled('Prices, plainly'))
  expect(world.received().map(({ eventType }) => eventType)).toEqual([
    'pages viewed',
    'page viewed',
  ])
})

/** What is sealed after everything that the visitor did before. */
async function viewLater(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.goto('about:blank')
}
