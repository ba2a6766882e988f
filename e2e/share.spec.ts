import type { AcceptedCall } from '../demo-site/gong-sandbox/accepted-calls.js'
import { expect, test, type World } from './world.js'

// Covers: a share that a site's server tells, its links in two browsers, and Gong's engagement calls with the timeline.
// Leaves out: sites without engagement calls, of which collector/api and collector/deliver have the tests.

const SECRET_KEY = 'e2e-secret-key-of-the-demo-site'

test.use({
  settings: {
    site: { engagementCalls: true },
    environment: { TAMTAM_SECRET_KEYS: `demo:${SECRET_KEY}` },
  },
})

test('a share and the views that answer it are told together, each under its reader', async ({
  world,
  page,
}) => {
  const response = await fetch(`${world.collector.url}/v1/shares`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${SECRET_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      url: `${world.siteUrl}/pricing`,
      title: 'Prices for the network',
      sharer: { email: 'sam@firnline.example', name: 'Sam Keller' },
      message: { subject: 'What we talked about' },
      recipients: [
        { person: { email: 'ada@analytical.example', name: 'Ada Lovelace' } },
        { person: { email: 'grace@navy.example', name: 'Grace Hopper' } },
      ],
    }),
  })
  expect(response.status).toBe(201)
  const { shareId, reported, links } = (await response.json()) as {
    shareId: string
    reported: boolean
    links: { link: string }[]
  }
  expect(reported).toBe(true)
  const shared = await told(world, 'content-shared', 1)
  expect(shared).toMatchObject([
    {
      shareId,
      sharer: { email: 'sam@firnline.example' },
      sharingMessageSubject: 'What we talked about',
      contentTitle: 'Prices for the network',
    },
  ])

  // Two readers, each with a browser.
  for (const { link } of links) {
    const reader = await world.newVisitor()
    await (await reader.newPage()).goto(link)
    await reader.close()
  }
  const viewed = await told(world, 'content-viewed', 2)
  const views = viewed.map((body) => body as { shareId?: string; viewer?: { email?: string } })
  expect(views.map((view) => view.shareId)).toEqual([shareId, shareId])
  expect(new Set(views.map(({ viewer }) => viewer?.email))).toEqual(
    new Set(['ada@analytical.example', 'grace@navy.example']),
  )

  await page.goto(world.sandbox.url)
  await expect(page.getByText('viewed what Sam Keller shared')).toHaveCount(2)
})

/** The bodies of the calls of one kind, once Gong has so many. */
async function told(world: World, name: AcceptedCall['call'], count: number): Promise<object[]> {
  const bodies = (): object[] =>
    world.sandbox.accepted().flatMap(({ call, body }) => (call === name ? [body] : []))
  await expect.poll(() => bodies().length).toBe(count)
  return bodies()
}
