import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import type { WireEvent } from '../../wire/event.js'
import { openStore } from '../store/store.js'
import { aLink, TOKEN, toldOf } from '../store/test-links.js'
import { aSpooledBeacon, temporaryFolder } from '../store/test-store.js'
import { stitch } from './test-stitch.js'

const EVENTS = 500

async function statementsFor(eventOf: (index: number) => WireEvent): Promise<number> {
  let statements = 0
  const store = await openStore(join(temporaryFolder(), 'store.db'), {
    clock: () => NOON_MS,
    onQuery: () => statements++,
  })
  onTestFinished(() => store.close())
  await store.makeLinks([aLink()])
  await store.keepKnownPeople([toldOf('tracking:t0')])
  const beacons = Array.from({ length: EVENTS }, (_, index) =>
    aSpooledBeacon([eventOf(index)], { anonymousId: String(index).padStart(32, '0') }),
  )
  await store.appendBeacons(beacons)
  statements = 0
  expect(await stitch(store, { limit: EVENTS })).toBe(EVENTS + 1)
  return statements
}

it('500 events that say nothing take a few statements', async () => {
  expect(await statementsFor(() => anEvent('page_view'))).toBeLessThan(25)
})

it('so do 500 that each say who another visitor is, by all that there is', async () => {
  const said = await statementsFor((index) =>
    anEvent('identify', {
      person: { email: `${index}@example.org` },
      trackingId: `t${index}`,
      linkToken: TOKEN,
    }),
  )
  expect(said).toBeLessThan(150)
})
