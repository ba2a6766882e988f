import { describe, expect, it, onTestFinished } from 'vitest'
import type { FaultRequest } from '../../demo-site/gong-sandbox/faults.js'
import { openGongSandbox } from '../../demo-site/gong-sandbox/open-gong-sandbox.js'
import { NOON_MS } from '../../wire/test-data.js'
import { openGong } from '../open-gong.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce, type DeliverDeps, type DeliveryStep } from './deliver-once.js'
import { deliverTo } from './test-delivery.js'

const ACCESS = { kind: 'key', accessKey: 'key', accessKeySecret: 'secret' } as const

/** Short enough not to be waited for, long enough for an answer on this machine. */
const TIMEOUT_MS = 1000

/** Delivery over real sockets to a sandbox, by a clock that the test turns. */
async function deliverToSandbox(baseUrl?: string) {
  const test = await deliverTo()
  const sandbox = await openGongSandbox({
    port: 0,
    clock: test.nowMs,
    accessKey: ACCESS.accessKey,
    accessKeySecret: ACCESS.accessKeySecret,
  })
  onTestFinished(() => sandbox.close())
  const { store, deps, turn, nowMs } = test
  const gong = openGong(
    { ...ACCESS, baseUrl: baseUrl ?? sandbox.url },
    { store, fetch, timeoutMs: TIMEOUT_MS, logger: deps.logger },
  )
  const delivering: DeliverDeps = { ...deps, ...gong }
  return {
    ...test,
    sandbox,
    credential: gong.credential,
    step: () => deliverOnce(delivering),
    /** Steps until nothing is to be sent, or to a halt. */
    finish: async (): Promise<DeliveryStep> => {
      for (;;) {
        const step = await deliverOnce(delivering)
        if (step.kind === 'halt' || (step.kind === 'wait' && step.untilMs === null)) return step
        if (step.kind === 'wait') turn(Math.max(1, (step.untilMs ?? 0) - nowMs()))
      }
    },
  }
}

describe('what goes wrong on the way is tried again, and Gong has it once', () => {
  it.each<[string, FaultRequest, string]>([
    ['429', { kind: 'answer-429', count: 2 }, 'gong_rate_limited'],
    [
      '429 in milliseconds',
      { kind: 'answer-429', count: 1, retryAfter: '3600000' },
      'gong_rate_limited',
    ],
    ['500', { kind: 'answer-500', count: 2 }, 'gong_unavailable'],
    ['a proxy’s 502', { kind: 'answer-html', count: 1 }, 'gong_unavailable'],
    [
      'a page instead of JSON',
      { kind: 'answer-html', count: 1, status: 200 },
      'gong_answer_unreadable',
    ],
    ['an answer of megabytes', { kind: 'answer-huge', count: 1 }, 'gong_answer_unreadable'],
    ['a reset before', { kind: 'reset-before-accepting', count: 1 }, 'gong_unreachable'],
    ['a reset after', { kind: 'reset-after-accepting', count: 1 }, 'gong_unreachable'],
    ['a slow answer', { kind: 'slow', count: 1, delayMs: 2 * TIMEOUT_MS }, 'gong_timeout'],
    ['an answer that stalls', { kind: 'stall', count: 1 }, 'gong_timeout'],
  ])('%s', async (_, fault, reason) => {
    const test = await deliverToSandbox()
    await queueOne(test.store, { content: { occurredAtMs: NOON_MS - 1000 } })
    test.sandbox.addFault(fault)
    await test.finish()
    const attempts = await test.rows('attempts')
    expect(attempts[0]).toMatchObject({ outcome: 'retry', reason })
    expect(attempts).toHaveLength(1 + fault.count)
    expect(attempts.at(-1)).toMatchObject({ outcome: 'delivered' })
    expect(await test.rows('interactions')).toMatchObject([{ state: 'delivered' }])
    expect(test.sandbox.interactions()).toHaveLength(1)
    expect(test.sandbox.summary()).toMatchObject({ conflictsWithOtherContent: 0 })
  })

  it.each([
    ['a name that is nobody’s', 'https://gong.invalid', 'gong_unknown_host'],
    ['a port on which nobody listens', 'http://127.0.0.1:1', 'gong_unreachable'],
  ])('%s', async (_, baseUrl, reason) => {
    const test = await deliverToSandbox(baseUrl)
    await queueOne(test.store)
    await test.step()
    expect(await test.rows('attempts')).toMatchObject([{ outcome: 'retry', reason, status: null }])
    expect(await test.rows('interactions')).toMatchObject([{ state: 'pending', reason }])
  })

  it('a port that does not speak TLS', async () => {
    const sandbox = await openGongSandbox({
      port: 0,
      clock: () => NOON_MS,
      accessKey: 'key',
      accessKeySecret: 'secret',
    })
    onTestFinished(() => sandbox.close())
    const test = await deliverToSandbox(sandbox.url.replace('http:', 'https:'))
    await queueOne(test.store)
    await test.step()
    expect(await test.rows('attempts')).toMatchObject([
      { outcome: 'retry', reason: 'gong_insecure' },
    ])
  })

  it('how long Gong asked to wait is logged as it came, and obeyed for a day at the most', async () => {
    const test = await deliverToSandbox()
    await queueOne(test.store)
    test.sandbox.addFault({ kind: 'answer-429', count: 1, retryAfter: '86400000' })
    await test.step()
    expect(test.lines.at(-1)).toMatchObject({ event: 'attempt', retryAfter: '86400000' })
    const wait = await test.step()
    expect(wait).toEqual({ kind: 'wait', untilMs: NOON_MS + 24 * 60 * 60 * 1000 })
  })
})

describe('what a person has to mend halts, and costs one call', () => {
  it.each<[string, FaultRequest, string]>([
    ['wrong keys', { kind: 'answer-401', count: 1 }, 'gong_unauthorized'],
    ['another region', { kind: 'answer-401', count: 1, revoked: true }, 'gong_wrong_region'],
    ['an address that is not trusted', { kind: 'answer-403', count: 1 }, 'gong_forbidden'],
  ])('%s', async (_, fault, reason) => {
    const test = await deliverToSandbox()
    for (const laneKey of ['ada', 'bob', 'eve']) await queueOne(test.store, { laneKey })
    test.sandbox.addFault(fault)
    expect(await test.finish()).toEqual({ kind: 'halt', reason })
    expect(await test.finish()).toEqual({ kind: 'halt', reason })
    expect(test.sandbox.calls()).toHaveLength(1)
    await test.store.resume(test.credential)
    await test.finish()
    expect(test.sandbox.interactions()).toHaveLength(3)
  })
})

it('what Gong refuses for good is kept with its words, and holds up nothing', async () => {
  const test = await deliverToSandbox()
  for (const title of ['one', 'two']) await queueOne(test.store, { content: { title } })
  test.sandbox.addFault({
    kind: 'answer-400',
    count: 1,
    contentTitle: 'one',
    errors: ['no', 'and no'],
  })
  await test.finish()
  expect(await test.rows('interactions')).toMatchObject([
    { state: 'dead', reason: 'gong_rejected', detail: '["no","and no"]' },
    { state: 'delivered' },
  ])
})
