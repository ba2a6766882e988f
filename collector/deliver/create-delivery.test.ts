import { expect, it } from 'vitest'
import { ACCEPTED } from '../gong/test-gong.js'
import { queueOne } from '../store/test-outbox.js'
import { createDelivery } from './create-delivery.js'
import { deliverTo } from './test-delivery.js'

it('a halt is said at once and then every hour, and nothing is called', async () => {
  const { deps, turn, calls, lines } = await deliverTo({ status: 401 }, ACCEPTED)
  for (const laneKey of ['one', 'two']) await queueOne(deps.store, { laneKey })
  const deliver = createDelivery(deps)
  const said = () => lines.filter(({ event }) => event === 'delivery_halted')
  const restMs = await deliver()
  expect(said()).toHaveLength(1)
  for (let ranMs = 0; ranMs < 2 * 60 * 60 * 1000; ranMs += restMs) {
    turn(restMs)
    // As several loops do.
    expect([await deliver(), await deliver()]).toEqual([restMs, restMs])
  }
  expect(said()).toHaveLength(3)
  expect(said().at(-1)).toMatchObject({ level: 50, reason: 'gong_unauthorized' })
  expect(calls).toHaveLength(1)
})

it('rests until there may be something to send', async () => {
  const { deps } = await deliverTo(ACCEPTED)
  const deliver = createDelivery(deps)
  expect(await deliver()).toBe(200)
  await queueOne(deps.store)
  expect(await deliver()).toBe(0)
})

it('while nobody is signed in, all loops rest together and one line says why', async () => {
  const { deps, turn, lines } = await deliverTo(ACCEPTED)
  await queueOne(deps.store)
  const unreachable = { kind: 'unreachable', fault: 'connection', cause: 'refused' } as const
  let asked = 0
  const signIn = {
    read: async () => {
      asked++
      return { kind: 'away', answer: unreachable } as const
    },
  }
  const deliver = createDelivery({ ...deps, signIn })
  expect([await deliver(), await deliver(), await deliver()]).toEqual([10_000, 10_000, 10_000])
  turn(9999)
  expect(await deliver()).toBe(1)
  expect(asked).toBe(1)
  expect(lines).toMatchObject([{ event: 'sign_in_away', fault: 'connection', cause: 'refused' }])
})
