import { expect, it } from 'vitest'
import type { AcceptedInteraction } from '../gong-sandbox/accepted-calls.js'
import { aFullInteraction } from '../gong-sandbox/sandbox-for-tests.js'
import { reportTable } from './report.js'

it('tells what a seller would read, in the order in which it happened', () => {
  const { content } = aFullInteraction()
  const [head, , first, second] = reportTable([
    accepted({}),
    accepted({
      timestamp: '2026-11-20T10:00:00Z',
      eventType: 'page viewed',
      content: { contentTitle: `${content.contentTitle}, ${'at length '.repeat(9)}` },
    }),
  ]).split('\n')
  expect(head).toMatch(/^Who {11}Did what {9}Content/)
  expect(first).toMatch(/^Ada Lovelace {2}viewed {11}Product tour, at length .*…/)
  expect(second).toMatch(/^Ada Lovelace {2}watched 50 % of {2}Product tour .*Watched 10 s/)
})

function accepted(changes: object): AcceptedInteraction {
  const body = { ...aFullInteraction(), ...changes }
  return { call: 'digital-interaction', requestId: '1', receivedAtMs: 0, body }
}
