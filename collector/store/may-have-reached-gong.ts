import type { ExpressionBuilder } from 'kysely'
import type { ErrorCode } from '../lib/error-codes.js'
import type { Tables } from './tables.js'

/** Of attempts, those that may have reached Gong: all but what it refused in so many words, and what was no call. */
export function mayHaveReachedGong(eb: ExpressionBuilder<Tables, 'attempts'>) {
  return eb.and([
    eb.or([
      eb('attempts.reason', 'is', null),
      eb('attempts.reason', '<>', 'contract_violation' satisfies ErrorCode),
    ]),
    eb.or([
      eb('attempts.status', 'is', null),
      eb('attempts.status', '<', 400),
      eb('attempts.status', '>=', 500),
      // It has one of this id, or whoever stood between us gave up waiting for its answer.
      eb('attempts.status', 'in', [408, 409]),
    ]),
  ])
}
