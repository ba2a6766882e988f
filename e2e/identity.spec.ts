import { tellTamtam } from './tell-tamtam.js'
import { expect, test, titled, type World } from './world.js'

// Covers: whose an interaction is, from the page to Gong. Leaves out: what signed-identity and tracked-link cover.

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
    ...titled('Pricing'),
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
  const arrivedAtMs = Date.now()
  await page.goto(world.siteUrl)
  const wentToPricingAtMs = Date.now()
  await page.goto(`${world.siteUrl}/pricing`)
  await page.getByRole('heading', { name: 'Network' }).hover()
  const leftPricingAtMs = Date.now()
  // The other's visit is told: so long after Ada's that hers is held, or was told of nobody.
  await viewAsKnown(world, '/tour')
  await world.receive({ eventType: 'page viewed', trackingId: 'known-1' })
  expect(world.received()).toHaveLength(1)

  const cameBackAtMs = Date.now()
  await page.goto(`${world.siteUrl}/contact`)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('Work e-mail').fill('Ada@Analytical.example')
  await page.getByLabel('Company').fill('Analytical Engines')
  const identifiedAtMs = Date.now()
  await page.getByRole('button', { name: 'Send me' }).click()

  const viewOf = (path: string) =>
    world.receive({
      eventType: 'page viewed',
      content: expect.objectContaining({ contentUrl: world.siteUrl + path }) as never,
    })
  const [home, pricing, contact] = [
    await viewOf('/'),
    await viewOf('/pricing'),
    await viewOf('/contact'),
  ]
  for (const viewed of [home, pricing, contact]) {
    expect(viewed).toMatchObject({
      person: {
        email: 'ada@analytical.example',
        name: 'Ada Lovelace',
        company: { name: 'Analytical Engines' },
      },
      customFields: [{ name: 'Identity', value: 'self-reported' }],
    })
    expect(viewed).not.toHaveProperty('trackingId')
  }
  expectWithin(home.timestamp, [arrivedAtMs, leftPricingAtMs])
  expectWithin(pricing.timestamp, [wentToPricingAtMs, leftPricingAtMs])
  expectWithin(contact.timestamp, [cameBackAtMs, identifiedAtMs])
  expect(home.timestamp < pricing.timestamp).toBe(true)
  const sentAtMs = world.sandbox
    .interactions()
    .filter(({ body }) => body.person)
    .map(({ receivedAtMs }) => receivedAtMs)
  expect(Math.min(...sentAtMs)).toBeGreaterThan(identifiedAtMs)
})

test('an anonymous visit is held and released by a later identify', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/pricing`)
  // A known visitor's page view arrives later than the anonymous one was sealed: so that one was not sent.
  await viewAsKnown(world, '/tour')
  await world.receive({ eventType: 'page viewed', trackingId: 'known-1' })
  expect(world.received().map(({ trackingId }) => trackingId)).toEqual(['known-1'])

  await page.goto(`${world.siteUrl}/contact`)
  await tellTamtam(page, 'identify', { email: 'grace@navy.example' })
  const viewed = await world.receive(titled('Pricing'))
  expect(viewed.person).toMatchObject({ email: 'grace@navy.example' })
})

test('two tabs of one browser are one session', async ({ world, visitor, page }) => {
  await page.goto(`${world.siteUrl}/?gong_tid=tabs-1`)
  const second = await visitor.newPage()
  await second.goto(`${world.siteUrl}/pricing`)
  await page.goto(`${world.siteUrl}/tour`)

  const pricing = await world.receive(titled('Pricing'))
  const tour = await world.receive(titled('Product tour'))
  expect(pricing.trackingId).toBe('tabs-1')
  expect(tour.trackingId).toBe('tabs-1')
  expect(pricing.sessionId).toBe(tour.sessionId)
})

test("on a shared computer nobody's pages are told of another", async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/pricing`)
  await page.goto(`${world.siteUrl}/contact`)
  await tellTamtam(page, 'identify', { email: 'ada@analytical.example' })
  await page.getByRole('heading', { name: 'Which route' }).click()
  await tellTamtam(page, 'reset')
  // Bob's before he is known, and after.
  await page.goto(`${world.siteUrl}/tour`)
  await page.goto(`${world.siteUrl}/blog`)
  await tellTamtam(page, 'identify', { email: 'bob@bricks.example' })
  await page.goto(world.siteUrl)

  await world.receive({
    content: expect.objectContaining({ contentUrl: `${world.siteUrl}/` }) as never,
  })
  const pathsOf = (email: string) =>
    world
      .received()
      .filter(({ person }) => person?.email === email)
      .map(({ content }) => new URL(content.contentUrl ?? '').pathname)
  expect(pathsOf('ada@analytical.example')).toEqual(['/pricing', '/contact'])
  expect(pathsOf('bob@bricks.example')).toEqual(['/tour', '/blog', '/'])
  expect(world.received()).toHaveLength(5)
})

test('who left a shared computer and came by a trackingId does not come back with their last page', async ({
  world,
  page,
}) => {
  await page.goto(`${world.siteUrl}/pricing?gong_tid=ada-1`)
  await page.goto(`${world.siteUrl}/contact`)
  await page.getByRole('heading', { name: 'Which route' }).click()
  await tellTamtam(page, 'reset')
  await page.goto(`${world.siteUrl}/tour`)
  await tellTamtam(page, 'identify', { email: 'bob@bricks.example' })
  await page.goto(world.siteUrl)

  await world.receive({
    content: expect.objectContaining({ contentUrl: `${world.siteUrl}/` }) as never,
  })
  expect(
    world.received().map(({ person, trackingId, content }) => {
      return [person?.email ?? trackingId, new URL(content.contentUrl ?? '').pathname]
    }),
  ).toEqual([
    ['ada-1', '/pricing'],
    ['ada-1', '/contact'],
    ['bob@bricks.example', '/tour'],
    ['bob@bricks.example', '/'],
  ])
})

/** A visit of somebody else, in a browser of their own. */
async function viewAsKnown(world: World, path: string): Promise<void> {
  const known = await world.newVisitor()
  await (await known.newPage()).goto(`${world.siteUrl}${path}?gong_tid=known-1`)
  await known.close()
}

/** By this machine's clock, which is the page's and the collector's too. */
function expectWithin(timestamp: string, [fromMs, toMs]: readonly [number, number]): void {
  expect(Date.parse(timestamp)).toBeGreaterThanOrEqual(fromMs)
  expect(Date.parse(timestamp)).toBeLessThanOrEqual(toMs)
}
