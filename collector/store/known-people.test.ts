import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { toldOf } from './test-links.js'
import { openTestStore } from './test-store.js'

const BOB = { email: 'bob@example.org' }

it('who is told later of the same takes the place of who was told before', async () => {
  const { store } = await openTestStore()
  await store.keepKnownPeople([toldOf('tracking:t'), toldOf('tracking:t', { person: BOB })])
  expect(await store.readKnownPeople('acme-www', ['tracking:t'])).toMatchObject([{ person: BOB }])
  await store.keepKnownPeople([toldOf('tracking:t')])
  expect(await store.readKnownPeople('acme-www', ['tracking:t'])).toEqual([toldOf('tracking:t')])
  await store.keepKnownPeople([])
})

it('each site knows its own', async () => {
  const { store } = await openTestStore()
  await store.keepKnownPeople([toldOf('tracking:t', { siteId: 'beta' }), toldOf('tracking:u')])
  const keys = ['tracking:t', 'tracking:u']
  expect(await store.readKnownPeople('acme-www', keys)).toEqual([toldOf('tracking:u')])
  expect(await store.readKnownPeople('acme-www', [])).toEqual([])
})

it('the stages hear of each once, the oldest first, and again when it is told anew', async () => {
  const { store } = await openTestStore()
  const [first, second] = [toldOf('tracking:a'), toldOf('tracking:b', { toldAtMs: NOON_MS - 1 })]
  await store.keepKnownPeople([first, second])
  expect(await store.readToldPeople(1)).toMatchObject([second])
  await store.markPeopleStitched([first, second])
  expect(await store.readToldPeople(9)).toEqual([])
  await store.keepKnownPeople([first])
  expect(await store.readToldPeople(9)).toMatchObject([first])
})

it('who was told anew while the stages heard of the former is heard of too', async () => {
  const { store } = await openTestStore()
  await store.keepKnownPeople([toldOf('tracking:a')])
  const heard = await store.readToldPeople(9)
  const anew = toldOf('tracking:a', { person: BOB })
  await store.keepKnownPeople([anew])
  await store.markPeopleStitched(heard)
  expect(await store.readToldPeople(9)).toMatchObject([anew])
})

it('who was heard of in part is heard of further, and anew when told anew', async () => {
  const { store } = await openTestStore()
  const told = toldOf('tracking:a')
  await store.keepKnownPeople([told])
  await store.keepHeardTo(told, 'b')
  expect(await store.readToldPeople(9)).toEqual([{ ...told, heardTo: 'b' }])
  const anew = toldOf('tracking:a', { person: BOB })
  await store.keepKnownPeople([anew])
  await store.keepHeardTo(told, 'c')
  expect(await store.readToldPeople(9)).toEqual([{ ...anew, heardTo: '' }])
})

it('is taken back', async () => {
  const { store } = await openTestStore()
  await store.keepKnownPeople([toldOf('tracking:a')])
  expect(await store.forgetKnownPerson({ siteId: 'beta', whoKey: 'tracking:a' })).toBe(false)
  expect(await store.forgetKnownPerson({ siteId: 'acme-www', whoKey: 'tracking:a' })).toBe(true)
  expect(await store.readKnownPeople('acme-www', ['tracking:a'])).toEqual([])
})

it('of one visitor each time is kept and heard of, and goes by itself', async () => {
  const { store } = await openTestStore()
  const ada = toldOf('visitor:a')
  const bob = toldOf('visitor:a', { person: BOB, toldAtMs: NOON_MS + 1 })
  await store.keepKnownPeople([ada, bob])
  await store.keepKnownPeople([bob])
  expect(await store.readToldPeople(9)).toMatchObject([ada, bob])
  await store.markPeopleStitched([ada])
  expect(await store.readToldPeople(9)).toMatchObject([bob])
  await store.markPeopleStitched([bob])
  expect(await store.removeKnownPeople(NOON_MS + 1, 9)).toBe(1)
  const { siteId, whoKey } = bob
  expect(await store.forgetKnownPerson({ siteId, whoKey, toldAtMs: NOON_MS })).toBe(false)
  expect(await store.forgetKnownPerson({ siteId, whoKey, toldAtMs: NOON_MS + 1 })).toBe(true)
})
