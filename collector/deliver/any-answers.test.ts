import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { GongAnswer } from '../gong/client.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce, type DeliverDeps } from './deliver-once.js'
import { aBudget, deliverTo } from './test-delivery.js'

/** What Gong, or the way to it, does with one call. */
const MISHAPS = ['429', '500', 'reset', 'lost answer', 'slow', 'page'] as const
const ENDS = ['200', '409', '400'] as const
type Script = { mishaps: (typeof MISHAPS)[number][]; end: (typeof ENDS)[number] }

const script: fc.Arbitrary<Script> = fc.record({
  mishaps: fc.array(fc.constantFrom(...MISHAPS), { maxLength: 3 }),
  end: fc.oneof(
    { weight: 8, arbitrary: fc.constant('200' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...ENDS) },
  ),
})

/** Everything that is done for scripts of several people; `people[p][i]` is of the p-th person's i-th interaction. */
async function play(people: readonly (readonly Script[])[]) {
  const test = await deliverTo()
  const { deps, nowMs, turn } = test
  const scripts = new Map<string, Script>()
  for (const [person, interactions] of people.entries()) {
    for (const [index, each] of interactions.entries()) {
      const title = `${person} ${index}`
      scripts.set(title, { ...each, mishaps: [...each.mishaps] })
      const content = { title, occurredAtMs: NOON_MS + index }
      await queueOne(deps.store, { laneKey: `person ${person}`, content })
    }
  }

  /** Bodies that Gong has, in the order in which it took them. */
  const accepted = new Map<string, string>()
  const called: { title: string; atMs: number }[] = []
  let nested = 0
  const client: DeliverDeps['client'] = {
    async send(call) {
      if (call.name !== 'digital-interaction') throw new Error(call.name)
      const title = call.body.content.contentTitle
      const body = JSON.stringify(call.body)
      called.push({ title, atMs: nowMs() })
      turn(5)
      const { mishaps, end } = scripts.get(title) ?? { mishaps: [], end: '200' }
      // A repeat has to say the same.
      expect(accepted.get(title) ?? body).toBe(body)
      const mishap = mishaps.shift()
      const take = () => void accepted.set(title, body)
      switch (mishap) {
        case '429':
          return answer(429, { retryAfter: '7' })
        case '500':
          return answer(500)
        case 'page':
          return answer(200, { isGongs: false })
        case 'reset':
          return { kind: 'unreachable', fault: 'connection', cause: 'reset' }
        case 'lost answer':
          take()
          return { kind: 'timeout' }
        case 'slow':
          take()
          // Longer than its lease: another process takes the lane up meanwhile.
          turn(30_000)
          if (nested++ < 3) await deliverOnce({ ...deps, client, budget })
          nested = 0
          return answer(200)
        case undefined:
          if (end === '400' && !accepted.has(title)) return answer(400)
          if (accepted.has(title) || end === '409') {
            take()
            return answer(409)
          }
          take()
          return answer(200)
      }
    },
  }
  const budget = aBudget({ callsPerSecond: 3, callsPerDay: 1_000_000 })
  for (;;) {
    const step = await deliverOnce({ ...deps, client, budget })
    if (step.kind === 'halt') throw new Error(step.reason)
    if (step.kind === 'again') continue
    if (step.untilMs === null) {
      // As housekeeping does each minute.
      turn(60_000)
      const woken = await deps.store.wakeSteppedOver(nowMs(), 1000)
      if (woken === 0 && (await deps.store.countPending(1)) === 0) break
      continue
    }
    turn(Math.max(1, step.untilMs - nowMs()))
  }
  return { accepted, called, scripts: people, rows: test.rows }
}

function answer(status: number, changes: object = {}): GongAnswer {
  const said = { requestId: `r-${status}`, errors: [], integrationId: null, dateMs: null }
  return { kind: 'answer', status, ...said, retryAfter: null, isGongs: true, ...changes }
}

async function checkPlay(people: readonly (readonly Script[])[]): Promise<void> {
  const { accepted, called, rows } = await play(people)
  const interactions = await rows('interactions')
  const titleOf = (row: (typeof interactions)[number]) =>
    (JSON.parse(String(row.content)) as { title: string }).title

  for (const row of interactions) {
    // Each is at its end, and what Gong has is what we say that it has.
    expect(row.state).toBe(accepted.has(titleOf(row)) ? 'delivered' : 'dead')
    if (row.state === 'dead') expect(row.reason).toBe('gong_rejected')
  }
  expect(await rows('attempts')).toHaveLength(called.length)

  const steppedOver = readSteppedOver(await rows('attempts'))
  for (const [person] of people.entries()) {
    const own = interactions.filter(({ lane_key }) => lane_key === `person ${person}`)
    if (own.some(({ interaction_id }) => steppedOver.has(interaction_id))) continue
    const taken = [...accepted.keys()].filter((title) => title.startsWith(`${person} `))
    const order = taken.map((title) => Number(title.split(' ')[1]))
    expect(order).toEqual([...order].sort((a, b) => a - b))
  }

  const atMs = called.map((call) => call.atMs).sort((a, b) => a - b)
  for (const [index, fourth] of atMs.slice(3).entries()) {
    expect(fourth - (atMs[index] ?? NaN)).toBeGreaterThan(1000)
  }
}

/** The interactions that failed for a quarter of an hour: their order is not promised. */
function readSteppedOver(
  attempts: readonly Record<'interaction_id' | 'started_at_ms' | 'reason', unknown>[],
): Set<unknown> {
  const failedAtMs = new Map<unknown, number>()
  const steppedOver = new Set<unknown>()
  for (const { interaction_id, started_at_ms, reason } of attempts) {
    if (reason === null || reason === 'gong_rate_limited') continue
    const firstMs = failedAtMs.get(interaction_id) ?? Number(started_at_ms)
    failedAtMs.set(interaction_id, firstMs)
    if (Number(started_at_ms) - firstMs > 14 * 60_000) steppedOver.add(interaction_id)
  }
  return steppedOver
}

it('whatever Gong answers, each interaction comes to one end, once, in its person’s order', async () => {
  const people = fc.array(fc.array(script, { maxLength: 6 }), { minLength: 1, maxLength: 5 })
  await fc.assert(fc.asyncProperty(people, checkPlay), { numRuns: 15 })
}, 120_000)

it('so it is of fifty people with forty interactions each', async () => {
  const interactions = fc.array(script, { minLength: 40, maxLength: 40 })
  const [people = []] = fc.sample(fc.array(interactions, { minLength: 50, maxLength: 50 }), {
    numRuns: 1,
    seed: 20_261_122,
  })
  await checkPlay(people)
}, 300_000)
