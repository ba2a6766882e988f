import { expect, it } from 'vitest'
import { ACCEPTED } from '../gong/test-gong.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce } from './deliver-once.js'
import { deliverTo } from './test-delivery.js'

it('every attempt makes the same call, whatever the configuration has become', async () => {
  const { deps, turn, calls, rows } = await deliverTo({ status: 503 }, ACCEPTED)
  await queueOne(deps.store, { assurance: 'claimed' })
  const labelled = siteMap(aSite({ identity: 'labelled' }))
  await deliverOnce({ ...deps, sites: labelled, companyName: 'Acme' })
  turn(60_000)
  const open = siteMap(aSite({ identity: 'open' }))
  await deliverOnce({ ...deps, sites: open, companyName: 'Acme Inc.' })
  expect(calls).toHaveLength(2)
  expect(calls[1]?.body).toEqual(calls[0]?.body)
  expect(calls[0]?.body).toMatchObject({
    sourceSystemName: 'Acme',
    customFields: [{ value: 'self-reported' }],
  })
  expect(await rows('interactions')).toMatchObject([{ request: JSON.stringify(calls[0]?.body) }])
})

it("a site's policy decides whether a claim is labelled, and a site that is gone is not open", async () => {
  const { deps, calls } = await deliverTo(ACCEPTED)
  for (const sites of [siteMap(aSite({ identity: 'open' })), siteMap()]) {
    await queueOne(deps.store, { assurance: 'claimed' })
    await deliverOnce({ ...deps, sites })
  }
  expect(calls.map(({ body }) => 'customFields' in body)).toEqual([false, true])
})

it('what breaks the contract is never kept', async () => {
  const { deps, rows } = await deliverTo(ACCEPTED)
  await queueOne(deps.store, { content: { title: '' } })
  await deliverOnce(deps)
  expect(await rows('interactions')).toMatchObject([{ state: 'dead', request: null }])
})

it("a share waits as a dead letter once its site's calls were switched off", async () => {
  const { deps, rows, calls } = await deliverTo(ACCEPTED)
  const share = { shareId: 's-1', recipients: [{ person: { email: 'ada@example.org' } }] }
  const piece = { contentId: 'acme.com/offer', contentUrl: 'https://acme.com/offer' }
  await queueOne(deps.store, { content: { ...piece, share } })
  await deliverOnce(deps)
  expect(calls).toEqual([])
  expect(await rows('interactions')).toMatchObject([
    { state: 'dead', request: null, detail: expect.stringContaining('engagementCalls') as string },
  ])
})

it('which call it is stays with the request, whatever the site may do later', async () => {
  const { deps, turn, calls, rows } = await deliverTo({ status: 503 }, ACCEPTED)
  const piece = { contentId: 'acme.com/offer', contentUrl: 'https://acme.com/offer' }
  await queueOne(deps.store, { content: { ...piece, reportAs: 'content-viewed' } })
  await deliverOnce({ ...deps, sites: siteMap(aSite({ engagementCalls: true })) })
  turn(60_000)
  await deliverOnce(deps)
  const path = '/v2/customer-engagement/content/viewed'
  expect(calls.map(({ url }) => new URL(url).pathname)).toEqual([path, path])
  expect(await rows('interactions')).toMatchObject([{ call: 'content-viewed', state: 'delivered' }])
})
