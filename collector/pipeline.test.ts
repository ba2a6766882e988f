import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../wire/test-data.js'
import { ACCEPTED } from './gong/test-gong.js'
import { aSpooledBeacon } from './store/test-store.js'
import { openTestPipeline, QUIET_MS } from './test-pipeline.js'

const at = (second: number) => ({ occurredAtMs: NOON_MS + second * 1000 })
const identify = (email: string, second: number) =>
  anEvent('identify', { person: { email }, ...at(second) })

describe('from the spool to Gong', () => {
  it('a visit becomes interactions, each told once, in the order in which they happened', async () => {
    const { append, pipeline, turn, deliver, calls, rows, spooled } =
      await openTestPipeline(ACCEPTED)
    append(aSpooledBeacon([anEvent('video_progress', at(30)), anEvent('page_view', at(1))]))
    append(aSpooledBeacon([anEvent('page_leave', at(40)), identify('ada@example.org', 50)]))
    const passOnce = () => pipeline().passOnce()
    expect(await passOnce()).toBeGreaterThan(0)
    expect(spooled()).toBe(0)
    turn(QUIET_MS)
    await passOnce()
    expect(await passOnce()).toBe(0)
    await deliver()

    expect(calls.map(({ body }) => body)).toMatchObject([
      {
        eventType: 'page viewed',
        timestamp: new Date(NOON_MS + 1000).toISOString(),
        sourceSystemName: 'Acme',
        content: { contentTitle: 'Pricing', contentUrl: 'https://www.acme.com/pricing' },
        person: { email: 'ada@example.org' },
        customFields: [{ name: 'Identity', value: 'self-reported' }],
      },
      {
        eventType: 'video watched',
        content: {
          contentTitle: 'Product tour',
          numericContentDetails: { value: 50, rangeFrom: 0, rangeTo: 100 },
        },
      },
    ])
    expect((await rows('interactions')).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
    ])
    expect((await rows('events')).map(({ stage }) => stage)).toEqual(Array(4).fill('folded'))
  })

  it('nothing is sent of a visitor whom nobody knows, until somebody does', async () => {
    const { append, pipeline, turn, deliver, calls, rows } = await openTestPipeline(ACCEPTED)
    const passOnce = () => pipeline().passOnce()
    append(aSpooledBeacon([anEvent('page_view')]))
    await passOnce()
    turn(QUIET_MS)
    await passOnce()
    await deliver()
    expect(calls).toEqual([])
    expect(await rows('interactions')).toMatchObject([{ state: 'held' }])

    append(aSpooledBeacon([anEvent('form_submit', { trackingId: 't-1', ...at(60) })]))
    await passOnce()
    await deliver()
    expect(calls).toMatchObject([{ body: { eventType: 'page viewed', trackingId: 't-1' } }])
    expect(calls[0]?.body).not.toHaveProperty('person')
  })

  it('every accepted event ends in an interaction or with a reason', async () => {
    const { append, pipeline, turn, rows } = await openTestPipeline(ACCEPTED)
    const passOnce = () => pipeline().passOnce()
    const beacon = aSpooledBeacon([anEvent('page_view'), anEvent('reset'), anEvent('custom')])
    append(beacon, beacon)
    await passOnce()
    turn(QUIET_MS)
    await passOnce()
    append(aSpooledBeacon([anEvent('page_leave')]))
    await passOnce()
    for (const { interaction_id, unfolded_reason } of await rows('events')) {
      expect((interaction_id === null) !== (unfolded_reason === null)).toBe(true)
    }
  })
})

describe('the running pipeline', () => {
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise(setImmediate)
  }

  async function queueTwo(test: Awaited<ReturnType<typeof openTestPipeline>>): Promise<void> {
    for (const visitor of ['1', '2']) {
      const events = [identify(`${visitor}@example.org`, 0), anEvent('page_view', at(1))]
      test.append(aSpooledBeacon(events, { anonymousId: visitor.repeat(32) }))
    }
    await test.pipeline().passOnce()
    test.turn(QUIET_MS)
    await test.pipeline().passOnce()
  }

  it('delivers, and ends once it is told to', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await queueTwo(test)
    const stop = new AbortController()
    const running = test.pipeline().run(stop.signal)
    await until(() => test.calls.length === 1)
    test.turn(1010)
    await until(() => test.calls.length === 2)
    stop.abort()
    await running
    expect((await test.rows('interactions')).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
    ])
  })

  it('spends nothing more after a halt, says what to check and loses nothing', async () => {
    const test = await openTestPipeline({ status: 401 }, ACCEPTED)
    await queueTwo(test)
    const stop = new AbortController()
    const running = test.pipeline().run(stop.signal)
    await until(() => test.lines.some(({ event }) => event === 'delivery_halted'))
    test.turn(60_000)
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
    stop.abort()
    await running
    expect(test.calls).toHaveLength(1)
    expect(test.lines.find(({ event }) => event === 'delivery_halted')).toMatchObject({
      reason: 'gong_unauthorized',
      msg: expect.stringContaining('check GONG_ACCESS_KEY') as string,
    })
    await test.restart()
    await expect(test.deliver()).rejects.toThrow('gong_unauthorized')
    // As `tamtam doctor` does.
    await test.store().resume(test.deliverDeps().credential)
    await test.deliver()
    expect((await test.rows('interactions')).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
    ])
  })

  it('calls nobody in a preview', async () => {
    const test = await openTestPipeline(ACCEPTED)
    await queueTwo(test)
    const stop = new AbortController()
    const running = test.pipeline(true).run(stop.signal)
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
    stop.abort()
    await running
    expect(test.calls).toEqual([])
    expect((await test.rows('interactions')).map(({ state }) => state)).toEqual([
      'pending',
      'pending',
    ])
    const waiting = () => test.lines.find(({ event }) => event === 'earlier_interactions_waiting')
    expect(waiting()).toBeUndefined()

    // A restart, with access to Gong: what the preview has left is said before it goes out.
    const stopAgain = new AbortController()
    const runningAgain = test.pipeline().run(stopAgain.signal)
    await until(() => test.calls.length === 1)
    stopAgain.abort()
    await runningAgain
    expect(waiting()).toMatchObject({
      level: 40,
      msg: 'interactions of earlier runs that are waiting and will be sent: 2',
    })
  })

  it('gives up what was held for 30 days and forgets permits of yesterday', async () => {
    const test = await openTestPipeline(ACCEPTED)
    test.append(aSpooledBeacon([anEvent('page_view')]))
    await test.pipeline().passOnce()
    test.turn(QUIET_MS)
    await test.pipeline().passOnce()
    test.turn(30 * 24 * 60 * 60 * 1000)
    const stop = new AbortController()
    const running = test.pipeline().run(stop.signal)
    await until(() => test.lines.some(({ event }) => event === 'held_shed'))
    stop.abort()
    await running
    expect(await test.rows('interactions')).toMatchObject([
      { state: 'shed', reason: 'hold_expired' },
    ])
  })
})
