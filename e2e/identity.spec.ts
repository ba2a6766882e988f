import { expect, test } from './world.js'

// Covers: whose an interaction is, from the page to Gong. Leaves out: signed identities and tracked links.

test('a visit that came with a trackingId reaches Gong under it, unchanged', async ({
  world,
  page,
}) => {
  const trackingId = 'gt_Zx9-opaque~42=='
  await page.goto(`${world.siteUrl}/?gong_tid=${encodeURIComponent(trackingId)}&utm_source=mail`)
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Pricing' })
    .click()

  const viewed = await world.receive({
    eventType: 'page viewed',
    trackingId,
    content: expect.objectContaining({ contentTitle: 'Pricing' }) as never,
  })
  expect(viewed).not.toHaveProperty('person')
  expect(viewed).toMatchObject({
    sourceSystemName: 'Firnline',
    device: 'PC',
    content: { contentUrl: `${world.siteUrl}/pricing` },
  })
  const clicked = await world.receive({ eventType: 'link clicked', trackingId })
  expect(clicked).toMatchObject({
    sessionId: viewed.sessionId,
    content: { contentTitle: 'Pricing' },
  })
})

test('a visitor who fills in a form later brings earlier page views along, in their true time', async ({
  world,
  page,
}) => {
  const startedAtMs = Date.now()
  await page.goto(world.siteUrl)
  await page.goto(`${world.siteUrl}/pricing`)
  await page.goto(`${world.siteUrl}/contact`)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('Work e-mail').fill('Ada@Analytical.example')
  await page.getByLabel('Company').fill('Analytical Engines')
  const identifiedAtMs = Date.now()
  await page.getByRole('button', { name: 'Send me' }).click()

  const viewed = await world.receive({
    eventType: 'page viewed',
    content: expect.objectContaining({ contentTitle: 'Pricing' }) as never,
  })
  expect(viewed).toMatchObject({
    person: {
      email: 'ada@analytical.example',
      name: 'Ada Lovelace',
      company: { name: 'Analytical Engines' },
    },
    customFields: [{ name: 'Identity', value: 'self-reported' }],
  })
  expect(viewed).not.toHaveProperty('trackingId')
  expect(Date.parse(viewed.timestamp)).toBeGreaterThanOrEqual(startedAtMs)
  expect(Date.parse(viewed.timestamp)).toBeLessThan(identifiedAtMs)
})

test('an anonymous visit is held and released by a later identify', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/pricing`)
  // A known visitor's page view arrives later than the anonymous one was sealed: so that one was not sent.
  const known = await world.newVisitor()
  const other = await known.newPage()
  await other.goto(`${world.siteUrl}/tour?gong_tid=known-1`)
  await world.receive({ eventType: 'page viewed', trackingId: 'known-1' })
  expect(world.received().map(({ trackingId }) => trackingId)).toEqual(['known-1'])
  await known.close()

  await page.goto(`${world.siteUrl}/contact`)
  await page.evaluate(() => {
    const { tamtam } = window as unknown as { tamtam: (...command: unknown[]) => void }
    tamtam('identify', { email: 'grace@navy.example' })
  })
  const viewed = await world.receive({
    content: expect.objectContaining({ contentTitle: 'Pricing' }) as never,
  })
  expect(viewed.person).toMatchObject({ email: 'grace@navy.example' })
})

test('two tabs of one browser are one session', async ({ world, visitor, page }) => {
  await page.goto(`${world.siteUrl}/?gong_tid=tabs-1`)
  const second = await visitor.newPage()
  await second.goto(`${world.siteUrl}/pricing`)
  await page.goto(`${world.siteUrl}/tour`)

  const titled = (contentTitle: string) =>
    world.receive({ content: expect.objectContaining({ contentTitle }) as never })
  const [pricing, tour] = [await titled('Pricing'), await titled('Product tour')]
  expect(pricing.trackingId).toBe('tabs-1')
  expect(tour.trackingId).toBe('tabs-1')
  expect(pricing.sessionId).toBe(tour.sessionId)
})
