import { expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { stitch } from '../stitch/test-stitch.js'
import { openToRead } from './open-to-read.js'
import { openStore } from './store.js'
import { aSpooledBeacon, newTarget } from './test-store.js'

const ADA = { kind: 'person', whoKey: 'email:ada@example.org' } as const

/** A store that tells what it is asked. */
async function openLogged() {
  const target = await newTarget()
  const statements: string[] = []
  const onQuery = ({ query }: { query: { sql: string } }) => void statements.push(query.sql)
  const store = await openStore(target, { clock: () => NOON_MS, onQuery })
  onTestFinished(() => store.close())
  return {
    store,
    target,
    /** What erasing asks. */
    erase: async (): Promise<string[]> => {
      statements.length = 0
      await store.stage((tx) => tx.erase(ADA, NOON_MS))
      return [...statements]
    },
  }
}

/** Of Ada and Bob, who take turns at one browser. */
const turns = (count: number) =>
  Array.from({ length: count }, (_, turn) => {
    const email = turn % 2 === 0 ? 'ada@example.org' : 'bob@example.org'
    const occurredAtMs = NOON_MS - (count - turn) * 1000
    return anEvent('identify', { person: { email }, occurredAtMs })
  })

it('a browser is looked through once, however often others came and went', async () => {
  const counts: number[] = []
  for (const count of [4, 40]) {
    const { store, erase } = await openLogged()
    await store.appendBeacons([aSpooledBeacon(turns(count))])
    await stitch(store)
    const statements = await erase()
    counts.push(statements.filter((sql) => /^select .*"(events|interactions)"/.test(sql)).length)
  }
  expect(counts[1]).toBe(counts[0])
})

it('what stages still need is looked through once for all browsers of a person', async () => {
  const { store, erase } = await openLogged()
  const person = { email: 'ada@example.org' }
  for (const digit of '0123456') {
    const said = anEvent('identify', { person, occurredAtMs: NOON_MS - 1000 })
    await store.appendBeacons([aSpooledBeacon([said], { anonymousId: digit.repeat(32) })])
  }
  await stitch(store)
  const statements = await erase()
  expect(statements.filter((sql) => sql.includes(`"stage" = 'received'`))).toHaveLength(1)
  expect(statements.filter((sql) => sql.includes(`"stage" = 'stitched'`))).toHaveLength(1)
})

it('whoever appends failed events waits for no more than those to go and the tombstone to rise', async () => {
  const { store, target, erase } = await openLogged()
  await store.appendBeacons([aSpooledBeacon(turns(4))])
  await stitch(store)
  const statements = await erase()
  const lock = statements.findIndex((sql) => sql.startsWith('lock table failed_events'))
  if (!target.startsWith('postgres')) {
    expect(lock).toBe(-1)
    return
  }
  const after = statements.slice(lock + 1).filter((sql) => !/^commit/.test(sql))
  expect(after.map((sql) => /"(\w+)"/.exec(sql)?.[1])).toEqual(
    expect.arrayContaining(['failed_events', 'tombstones']),
  )
  expect(after.join()).not.toMatch(/"(events|interactions|aliases|identity_facts|lanes)"/)
})

it('what would go is counted while a stage is under way, which waits for nothing', async () => {
  const { store, target } = await openLogged()
  await store.appendBeacons([aSpooledBeacon(turns(4))])
  await stitch(store)
  const reader = await openToRead(target)
  onTestFinished(() => reader.close())
  await store.stage(async (tx) => {
    const counted = await reader.read(async (verbs) => {
      const count = await verbs.countErasable(ADA)
      const failed = { index: 0, reason: 'event_invalid' as const, detail: '', body: '{}' }
      await tx.appendBeacons([aSpooledBeacon([], { failedEvents: [failed] })])
      return count
    })
    expect(counted.removed).toMatchObject({ events: 2, aliases: 2 })
  })
})
