import { expect, it } from 'vitest'
import type { GongCall } from '../gong/calls.js'
import { ACCEPTED } from '../gong/test-gong.js'
import { queueOne } from '../store/test-outbox.js'
import { deliverOnce } from './deliver-once.js'
import { aBudget, deliverTo } from './test-delivery.js'

const fails = (why: string) => () => Promise.reject(new Error(why))

it('without a permit nothing is called, also where the store that gives permits fails', async () => {
  const { deps, calls } = await deliverTo(ACCEPTED)
  await queueOne(deps.store)
  const failing = { ...deps.store, transaction: fails('disk I/O error') }
  await expect(deliverOnce({ ...deps, store: failing })).rejects.toThrow('disk I/O error')
  expect(calls).toEqual([])
})

it('a budget of nothing lets nothing through', async () => {
  const { deps, calls } = await deliverTo(ACCEPTED)
  await queueOne(deps.store)
  const step = await deliverOnce({ ...deps, budget: aBudget({ callsPerDay: 0 }) })
  expect(step).toMatchObject({ kind: 'wait' })
  expect(calls).toEqual([])
})

it('what cannot be written down as told is told again under the same id, never under another', async () => {
  const { deps, calls, turn } = await deliverTo(ACCEPTED, { status: 409 })
  await queueOne(deps.store)
  // The disk fills up while Gong answers.
  const store = { ...deps.store }
  const client = {
    send: async (call: GongCall) => {
      const answer = await deps.client.send(call)
      store.transaction = fails('disk full')
      return answer
    },
  }
  await expect(deliverOnce({ ...deps, store, client })).rejects.toThrow('disk full')
  turn(10 * 60_000)
  await deliverOnce(deps)
  expect(calls).toHaveLength(2)
  expect(calls[1]?.body).toEqual(calls[0]?.body)
})
