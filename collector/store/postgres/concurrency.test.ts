import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { openStore, type Store } from '../store.js'
import { dumpSchema } from '../test-schema.js'
import { queueOne } from '../test-outbox.js'
import { aSpooledBeacon, newTarget, openTestStore } from '../test-store.js'

/** As many connections of their own to one store as there are processes. */
async function openSeveral(count: number): Promise<Store[]> {
  const test = await openTestStore()
  const others = await Promise.all(Array.from({ length: count - 1 }, () => openStore(test.target)))
  onTestFinished(async () => void (await Promise.all(others.map((each) => each.close()))))
  return [test.store, ...others]
}

const WISH = { nowMs: NOON_MS, leaseMs: 60_000, downTo: 'low' } as const

describe('several processes over one store', () => {
  it('never claim one lane twice', async () => {
    const stores = await openSeveral(4)
    const [store] = stores
    if (!store) throw new Error('a store')
    for (let person = 0; person < 40; person++) await queueOne(store, { laneKey: `p${person}` })
    const claims = await Promise.all(
      stores.flatMap((each) =>
        Array.from({ length: 15 }, () => each.transaction((tx) => tx.claim(WISH))),
      ),
    )
    const lanes = claims.flatMap((claim) => claim?.laneKey ?? [])
    expect(new Set(lanes).size).toBe(lanes.length)
    expect(lanes).toHaveLength(40)
  })

  it('are one at a time in a stage', async () => {
    const stores = await openSeveral(3)
    let within = 0
    let most = 0
    const pass = (store: Store) =>
      store.stage(async (tx) => {
        most = Math.max(most, ++within)
        await tx.nowMs()
        within--
      })
    await Promise.all(stores.flatMap((store) => Array.from({ length: 5 }, () => pass(store))))
    expect(most).toBe(1)
  })

  it('store an event once that comes by all of them at the same time', async () => {
    const stores = await openSeveral(4)
    const beacons = Array.from({ length: 50 }, () => aSpooledBeacon([anEvent('page_view')]))
    await Promise.all(stores.map((store) => store.transaction((tx) => tx.appendBeacons(beacons))))
    const events = await stores[0]?.readEventsAt('received', 1000)
    expect(events).toHaveLength(50)
  })

  it('go by the clock of the database, whatever their own say', async () => {
    const [store] = await openSeveral(1)
    const wrong = Date.now
    onTestFinished(() => void (Date.now = wrong))
    const beforeMs = wrong()
    Date.now = () => 0
    expect(await store?.nowMs()).toBeGreaterThan(beforeMs - 60_000)
  })
})

describe('a process that hangs in a transaction', () => {
  it('does not keep the others from the stages for ever', async () => {
    const { target, store } = await openTestStore()
    const hanging = new pg.Client({ connectionString: target })
    hanging.on('error', () => undefined) // Its connection is cut: that is what is waited for.
    await hanging.connect()
    onTestFinished(() => hanging.end().catch(() => undefined))
    await hanging.query('SET idle_in_transaction_session_timeout = 300')
    await hanging.query('BEGIN')
    await hanging.query('SELECT pg_advisory_xact_lock(2001132001)')
    expect(await store.stage(async () => 'through')).toBe('through')
  })
})

describe('three processes that start at once on an empty database', () => {
  it('bring it up to date together', async () => {
    const { target } = await openTestStore()
    const reference = await dumpSchema(target)
    const empty = await newTarget({ empty: true })
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../store.ts'))}
      const store = await openStore(${JSON.stringify(empty)})
      process.stdout.write(store.installationId)
      await store.close()
    `
    const started = Array.from({ length: 3 }, async () => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', script]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (chunk) => (said += String(chunk)))
      const [code] = (await once(child, 'exit')) as [number]
      return { code, said }
    })
    const ends = await Promise.all(started)
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(new Set(ends.map(({ said }) => said)).size).toBe(1)
    expect(await dumpSchema(empty)).toBe(reference)
  })
})
