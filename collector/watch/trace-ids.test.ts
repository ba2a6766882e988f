import { expect, it } from 'vitest'
import { firstIdsOf, idsOf } from './trace-ids.js'

const UUID = '0190C0DE-1111-7222-8333-444455556666'
const TRACE = '0190c0de111172228333444455556666'

it('a trace is the 128 bits of its UUID, and its first span the lower half', () => {
  expect(idsOf({ traceOf: UUID, isFirst: true })).toEqual({
    traceId: TRACE,
    spanId: '8333444455556666',
  })
})

it('further spans of it have ids of their own', () => {
  const [one, two] = [idsOf({ traceOf: UUID }), idsOf({ traceOf: UUID })]
  expect([one.traceId, two.traceId]).toEqual([TRACE, TRACE])
  expect(new Set([one.spanId, two.spanId, '8333444455556666']).size).toBe(3)
})

it.each([undefined, 'x', '00000000-0000-0000-0000-000000000000', ''])(
  'of %s it is minted, and nothing leads there',
  (traceOf) => {
    const { traceId, spanId } = idsOf({ ...(traceOf !== undefined && { traceOf }), isFirst: true })
    expect(traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(idsOf({ ...(traceOf !== undefined && { traceOf }) }).traceId).not.toBe(traceId)
    expect(firstIdsOf(traceOf ?? '')).toBeNull()
  },
)
