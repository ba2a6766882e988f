import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { queueOne, sealOne } from './test-outbox.js'
import { openTestReader } from './test-reader.js'

const bob = { email: 'Bob@Example.org', name: 'Bob Ångström', company: { name: 'Initech' } }

async function openSearched() {
  const { store, read } = await openTestReader()
  const pricing = await sealOne(store, { occurredAtMs: NOON_MS + 2 })
  const odd = await sealOne(store, { title: 'Ä 100%_"sure"\\', occurredAtMs: NOON_MS + 1 })
  await store.hold([pricing, odd], 'identity_unknown')
  const dead = await queueOne(store, {
    laneKey: 'email:bob@example.org',
    who: { kind: 'person', person: bob },
  })
  await store.bury(dead, 'compose_failed', NOON_MS)
  const held = (search: string, limit = 9) =>
    read(async (verbs) => {
      return (await verbs.readHeld({ search, limit })).map(({ interactionId }) => interactionId)
    })
  const buried = (search: string) =>
    read(async (verbs) => {
      return (await verbs.readDead({ search, limit: 9 })).map(({ interactionId }) => interactionId)
    })
  return { held, buried, pricing, odd, dead }
}

it.each(['pricing', 'PRIC', ' Pricing '])('a title is found by %j', async (text) => {
  const { held, pricing } = await openSearched()
  expect(await held(text)).toEqual([pricing])
})

it.each(['ä 100', '100%_"SURE"', 're"\\'])(
  'what means something to a database or to JSON is text: %j',
  async (text) => {
    const { held, odd } = await openSearched()
    expect(await held(text)).toEqual([odd])
  },
)

it.each(['%', '_'])('no letter stands for others: %j', async (text) => {
  const { held, odd } = await openSearched()
  expect(await held(text)).toEqual([odd])
})

it('site and visitor are found, the newest first and as many as are asked for', async () => {
  const { held, pricing, odd } = await openSearched()
  expect(await held('ACME-www')).toEqual([pricing, odd])
  expect(await held(VISITOR.toUpperCase(), 1)).toEqual([pricing])
})

it.each(['bob@example.org', 'ÅNGSTRÖM', 'initech', 'email:bob'])(
  'a person is found by %j',
  async (text) => {
    const { buried, dead } = await openSearched()
    expect(await buried(text)).toEqual([dead])
  },
)

it('the names of fields are not searched', async () => {
  const { buried, held } = await openSearched()
  expect(await buried('company')).toEqual([])
  expect(await held('priority')).toEqual([])
})
