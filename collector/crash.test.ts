import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { deliverOnce } from './deliver/deliver-once.js'
import { ACCEPTED } from './gong/test-gong.js'
import type { Store, StoreVerbs } from './store/store.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS, type TestPipeline } from './test-pipeline.js'

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
const VISIT = [
  anEvent('page_view', at(0)),
  anEvent('video_progress', at(5)),
  anEvent('identify', at(6)),
  anEvent('rating', at(7)),
]

const STAGES = ['forward', 'stitch', 'fold', 'seal', 'assign'] as const
type Stage = (typeof STAGES)[number]

/** Runs a visit through every stage to Gong, with something done before and after each. */
async function deliverVisit(
  test: TestPipeline,
  { before, after }: Partial<Record<'before' | 'after', (stage: Stage) => Promise<unknown>>>,
): Promise<void> {
  test.append(aSpooledBeacon(VISIT))
  for (const stage of STAGES) {
    if (stage === 'seal') test.turn(QUIET_MS)
    await before?.(stage)
    await test.stages[stage]()
    await after?.(stage)
  }
  await test.deliver()
}

/** What Gong was told, but for the ids, which are each installation's own. */
const toldBy = ({ calls }: TestPipeline) =>
  calls.map(({ body }) => ({ ...body, eventId: undefined }))

async function expectToldOnce(test: TestPipeline): Promise<void> {
  const undisturbed = await openTestPipeline(ACCEPTED)
  await deliverVisit(undisturbed, {})
  expect(toldBy(undisturbed)).toHaveLength(3)
  expect(toldBy(test)).toEqual(toldBy(undisturbed))
  expect(new Set(test.calls.map(({ body }) => body['eventId'])).size).toBe(3)
  expect((await test.rows('interactions')).map(({ state }) => state)).toEqual(
    Array(3).fill('delivered'),
  )
}

describe('a crash is harmless', () => {
  it.each(STAGES)('right after %s', async (crashing) => {
    const test = await openTestPipeline(ACCEPTED)
    await deliverVisit(test, {
      async after(stage) {
        if (stage === crashing) await test.restart()
      },
    })
    await expectToldOnce(test)
  })

  it.each(STAGES)('in the middle of %s, before its commit', async (crashing) => {
    const test = await openTestPipeline(ACCEPTED)
    await deliverVisit(test, {
      async before(stage) {
        if (stage !== crashing) return
        await expect(test.stages[stage](losesPower(test.store()))).rejects.toThrow(
          'the power is gone',
        )
        await test.restart()
      },
    })
    await expectToldOnce(test)
  })

  it('between any two stages that were through, each may run again', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await deliverVisit(test, {
      async after() {
        await test.restart()
        for (const stage of STAGES.slice(0, 3)) await test.stages[stage]()
      },
    })
    await expectToldOnce(test)
  })

  it('after Gong has taken it and before that was written: told again by the same id', async () => {
    const test = await openTestPipeline(ACCEPTED, { status: 409 }, ACCEPTED)
    test.append(aSpooledBeacon(VISIT.filter(({ type }) => type !== 'rating')))
    for (const stage of STAGES) {
      if (stage === 'seal') test.turn(QUIET_MS)
      await test.stages[stage]()
    }
    const { client } = test.deliverDeps()
    const dying: typeof client = {
      async send(call) {
        await client.send(call)
        throw new Error('the power is gone')
      },
    }
    await expect(deliverOnce({ ...test.deliverDeps(), client: dying })).rejects.toThrow()
    await test.restart()
    await test.deliver()

    const [first, repeat, second] = test.calls.map(({ body }) => body)
    expect(repeat).toEqual(first)
    expect(second?.['eventId']).not.toBe(first?.['eventId'])
    expect(test.calls).toHaveLength(3)
    expect(await test.rows('interactions')).toMatchObject([
      { state: 'delivered' },
      { state: 'delivered' },
    ])
  })
})

/** The same store, but for transactions, whose work is done and never committed. */
function losesPower(store: Store): Store {
  const lose =
    <T>(work: (tx: StoreVerbs) => Promise<T>) =>
    async (tx: StoreVerbs): Promise<T> => {
      await work(tx)
      throw new Error('the power is gone')
    }
  return {
    ...store,
    transaction: (work) => store.transaction(lose(work)),
    stage: (work) => store.stage(lose(work)),
    tryStage: (work) => store.tryStage(lose(work)),
  }
}
