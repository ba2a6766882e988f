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
