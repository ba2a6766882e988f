import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { openToRead } from '../store/open-to-read.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from '../test-pipeline.js'
import { erasePerson, NamesNobody, planErase, type ErasePlan } from './erase-person.js'
import type { Whom } from './erase-whom.js'

const ADA = { by: 'email', email: 'Ada@example.org' } as const
const NAMING = '{"person":{"email":"ada@example.org"}}'
const OTHER = 'e'.repeat(32)

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })

/** She was seen, by a trackingId too, and told of to Gong; another browser's failed event names her. */
async function aTold(): Promise<TestPipeline> {
  const test = await openTestPipeline(ACCEPTED)
  const { stages } = test
  const seen = anEvent('page_view', { trackingId: 't-1', ...at(0) })
  const said = anEvent('identify', { person: { email: 'ada@example.org' }, ...at(1) })
  const failed = { index: 0, reason: 'event_invalid' as const, detail: '', body: NAMING }
  test.append(
    aSpooledBeacon([seen, said]),
    aSpooledBeacon([], { anonymousId: OTHER, failedEvents: [failed] }),
    aSpooledBeacon([], { anonymousId: OTHER, failedEvents: [{ ...failed, body: '{}' }] }),
  )
  for (const stage of ['forward', 'stitch', 'fold'] as const) await stages[stage]()
  test.turn(QUIET_MS)
  await stages.seal()
  await stages.assign()
  await test.deliver()
  expect(test.calls).toHaveLength(1)
  return test
}

const eraseIn = (test: TestPipeline, whom: Whom = ADA) =>
  erasePerson(
    { store: test.store(), spoolPath: null, newId: () => 'receipt-1' },
    { whom, actor: 'cli:sam' },
  )

/** On a second connection, as the command line and the console do. */
async function planIn(test: TestPipeline, whom: Whom = ADA): Promise<ErasePlan> {
  const reader = await openToRead(test.target)
  try {
    return await reader.read((verbs) => planErase(verbs, whom))
  } finally {
    await reader.close()
  }
}

const FOUND = {
  browsers: 1,
  removed: { events: 2, failed_events: 1, interactions: 1, attempts: 1 },
  atGong: { delivered: 1, uncertain: 0 },
}

describe('erasing a person', () => {
  it('is counted before, which changes nothing, and then comes to what was counted', async () => {
    const test = await aTold()
    const plan = await planIn(test)
    expect(plan).toMatchObject({ ...FOUND, alsoKnownAs: ['tracking:t-1'] })
    expect(await test.rows('tombstones')).toEqual([])
    expect(await test.rows('events')).toHaveLength(2)
    const { receipt, alsoKnownAs } = await eraseIn(test)
    expect(receipt).toMatchObject({ ...FOUND, receiptId: 'receipt-1', actor: 'cli:sam' })
    expect({ removed: receipt.removed, alsoKnownAs }).toEqual({
      removed: plan.removed,
      alsoKnownAs: plan.alsoKnownAs,
    })
    expect(await test.rows('failed_events')).toMatchObject([{ body: '{}' }])
  })

  it('leaves a receipt and an entry by which nobody is named, and whose hash is the tombstone', async () => {
    const test = await aTold()
    const { receipt } = await eraseIn(test)
    expect(receipt.alsoKnownAs).toMatchObject([{ by: 'trackingId' }])
    expect(receipt.atGong.requestIds).toEqual([expect.any(String)])
    const tombstones = (await test.rows('tombstones')).map(({ key_hash }) => key_hash)
    expect(tombstones).toContain(receipt.tombstone)
    const audit = await test.store().readAudit({ limit: 9 })
    expect(audit).toMatchObject([
      { detail: { receiptId: 'receipt-1', removed: { failed_events: 1 } } },
      { actor: 'cli:sam', action: 'erase', target: receipt.tombstone, detail: { browsers: 1 } },
    ])
    expect(JSON.stringify([receipt, audit])).not.toMatch(/ada@|tracking:t-1|a{32}/i)
  })

  it('keeps out what rests in a spool meanwhile, failed events too', async () => {
    const test = await aTold()
    const failed = { index: 0, reason: 'event_invalid' as const, detail: '', body: NAMING }
    test.append(aSpooledBeacon([anEvent('page_view', at(2))], { failedEvents: [failed] }))
    await eraseIn(test)
    await test.stages.forward()
    await test.stages.stitch()
    expect(await test.rows('events')).toEqual([])
    expect(await test.rows('failed_events')).toMatchObject([{ body: '{}' }])
    const drops = await test.rows('drops')
    expect(drops.map(({ reason, event_count }) => [reason, event_count])).toEqual([
      ['person_erased', 1],
      ['person_erased', 1],
    ])
  })

  it('of whom nothing is there leaves a tombstone all the same', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const { receipt } = await eraseIn(test, { by: 'trackingId', trackingId: 't-9' })
    expect(receipt).toMatchObject({ removed: {}, browsers: 0, by: 'trackingId' })
    expect(await test.rows('tombstones')).toHaveLength(1)
  })

  it('by what can name nobody is refused', async () => {
    const test = await openTestPipeline(ACCEPTED)
    const phone: Whom = { by: 'phone', phoneNumber: 'none' }
    await expect(eraseIn(test, phone)).rejects.toThrow(NamesNobody)
    await expect(planIn(test, phone)).rejects.toThrow(NamesNobody)
  })
})
