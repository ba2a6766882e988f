import { expect, it } from 'vitest'
import { digitalInteraction as sandboxContract } from '../demo-site/gong-sandbox/contract/digital-interaction.js'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { ACCEPTED } from './gong/test-gong.js'
import { queueOne, sealOne } from './store/test-outbox.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS } from './test-pipeline.js'

const context = {
  device: 'MOBILE' as const,
  place: { country: 'US', region: 'US-CA', city: 'Oakland' },
  companyDomain: 'analytical.com',
}

/** A visit from this context, told to Gong. */
async function callOf(...events: Parameters<typeof aSpooledBeacon>[0]) {
  const { append, pipeline, turn, deliver, calls } = await openTestPipeline(ACCEPTED)
  append(aSpooledBeacon(events, { context }))
  await pipeline().passOnce()
  turn(QUIET_MS)
  await pipeline().passOnce()
  await deliver()
  expect(calls).toHaveLength(1)
  const body = calls[0]?.body
  expect(sandboxContract.safeParse(body).error?.issues).toBeUndefined()
  return body
}

it('somebody nobody knows is told of as one of the company whose network it is', async () => {
  expect(await callOf(anEvent('page_view'))).toMatchObject({
    device: 'MOBILE',
    person: {
      personId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      location: { country: 'US', state: 'US-CA', city: 'Oakland' },
      company: { domain: 'analytical.com' },
    },
    customFields: [{ name: 'Identity', value: 'company network', dataType: 'STRING' }],
  })
})

it("somebody who is known is of the mail address's company, wherever they are", async () => {
  const later = { occurredAtMs: NOON_MS + 1000 }
  const identify = anEvent('identify', { person: { email: 'ada@eu.engines.com' }, ...later })
  expect(await callOf(anEvent('page_view'), identify)).toMatchObject({
    person: {
      email: 'ada@eu.engines.com',
      location: { country: 'US', state: 'US-CA', city: 'Oakland' },
      company: { domain: 'engines.com' },
    },
    customFields: [{ value: 'self-reported' }],
  })
})

it('of whom only a trackingId is known no place and no company is told', async () => {
  const body = await callOf(anEvent('page_view', { trackingId: 't-1' }))
  expect(body).toMatchObject({ trackingId: 't-1' })
  expect(JSON.stringify(body)).not.toMatch(/Oakland|analytical|"person"/)
})

it('what waits for room in its lane is asked again by itself, a day after what filled it', async () => {
  const { store, turn, pipeline, rows } = await openTestPipeline()
  const laneKey = 'email:ada@example.org'
  await queueOne(store(), { laneKey, assurance: 'claimed' })
  const waiting = await sealOne(store())
  await store().holdForRoom(waiting, {
    reason: 'person_cap',
    assurance: 'claimed',
    laneKey,
  })
  turn(24 * 60 * 60 * 1000)
  const stop = new AbortController()
  const running = pipeline(true).run(stop.signal)
  // The visitor has become somebody else meanwhile: nobody.
  const reason = async () => (await rows('interactions')).at(-1)?.reason
  while ((await reason()) !== 'identity_unknown') await new Promise(setImmediate)
  stop.abort()
  await running
})
