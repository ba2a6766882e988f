import { expect, test, titled, type World } from './world.js'

// Covers: a link that a site's server made, from the browser that opens it to Gong. Leaves out: links in many browsers.

const SECRET_KEY = 'e2e-secret-key-of-the-demo-site'

const GRACE = {
  email: 'grace@navy.example',
  name: 'Grace Hopper',
  crm: { objectType: 'CONTACT', objectId: '003xx000004TmiQ', systemName: 'Salesforce' },
}

test.use({ settings: { environment: { TAMTAM_SECRET_KEYS: `demo:${SECRET_KEY}` } } })

test('a tracked link leads to its page, leaves the address bar clean and names its person', async ({
  world,
  page,
}) => {
  const url = `${world.siteUrl}/pricing?plan=network`
  const { link, token } = await makeLink(world, url)
  expect(link).toContain(world.collector.url)
  // A scanner of mails follows it, and runs no script.
  expect((await fetch(link)).status).toBe(200)

  await page.goto(link)
  await expect(page).toHaveURL(url)
  await page.goto(`${world.siteUrl}/tour`)

  const viewed = await world.receive({ eventType: 'page viewed', ...titled('Pricing') })
  expect(viewed.person).toMatchObject({
    email: GRACE.email,
    name: GRACE.name,
    personBusinessContext: GRACE.crm,
  })
  expect(viewed.customFields ?? []).toEqual([])
  expect(viewed.content.contentUrl).toBe(`${world.siteUrl}/pricing`)
  const next = await world.receive(titled('Product tour'))
  expect(next.person).toMatchObject({ email: GRACE.email })
  expect(next.sessionId).toBe(viewed.sessionId)
  expect(world.received()).toHaveLength(2)
  expect(JSON.stringify(world.received())).not.toContain(token)
})

test('a link that was taken back leads to its page and names nobody', async ({ world, page }) => {
  const { link, token } = await makeLink(world, `${world.siteUrl}/pricing`)
  const revoked = await callServer(world, `/v1/links/${token}`, { method: 'DELETE' })
  expect(revoked.status).toBe(204)
  await page.goto(link)
  await expect(page).toHaveURL(`${world.siteUrl}/pricing`)
  // Whoever kept the address of the page itself has the token in it still.
  await page.goto(`${world.siteUrl}/pricing?tt=${token}`)

  // Viewed later by somebody who is known.
  const known = await world.newVisitor()
  await (await known.newPage()).goto(`${world.siteUrl}/tour?gong_tid=known-1`)
  await known.close()
  await world.receive(titled('Product tour'))
  expect(world.received().map(({ trackingId }) => trackingId)).toEqual(['known-1'])
})

test('nobody makes a link without the secret key', async ({ world }) => {
  const url = `${world.siteUrl}/pricing`
  const body = JSON.stringify({ url, person: GRACE })
  const call = (headers: Record<string, string>) =>
    fetch(`${world.collector.url}/v1/links`, { method: 'POST', body, headers })
  expect((await call({})).status).toBe(401)
  expect((await call({ Authorization: `Bearer ${SECRET_KEY}x` })).status).toBe(401)
})

async function makeLink(world: World, url: string): Promise<{ link: string; token: string }> {
  const response = await callServer(world, '/v1/links', {
    method: 'POST',
    body: JSON.stringify({ url, person: GRACE }),
  })
  expect(response.status).toBe(201)
  const { links } = (await response.json()) as { links: { link: string; token: string }[] }
  const [made] = links
  if (!made) throw new Error('the collector made no link')
  return made
}

/** As the site's own server. */
function callServer(world: World, path: string, request: RequestInit): Promise<Response> {
  const headers = { Authorization: `Bearer ${SECRET_KEY}`, 'Content-Type': 'application/json' }
  return fetch(world.collector.url + path, { ...request, headers })
}
