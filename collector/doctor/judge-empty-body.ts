import { readOutcome } from '../deliver/read-outcome.js'
import type { CallName } from '../gong/calls.js'
import type { GongAnswer } from '../gong/client.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import { answerInWords } from './answer-in-words.js'
import { fail, pass, warn, type Verdict } from './check.js'

interface Emptied {
  answer: GongAnswer
  call: CallName
  /** What was sent, in words. */
  asked: string
  /** What is found where Gong lets us make the call. */
  passed: string
}

/** What Gong's answer to `call` with an empty body says: where it lets us make the call, it refuses the body. */
export function judgeEmptyBody({ answer, call, asked, passed }: Emptied): Verdict {
  const outcome = readOutcome(answer, 0, call)
  const found = `Gong's answer to ${asked}: ${answerInWords(answer)}`
  switch (outcome.kind) {
    case 'dead':
      if (outcome.reason !== 'gong_rejected') return fail(found, ERROR_CODES[outcome.reason])
      // It has looked at what we sent, so we are let in; and refused it, as it should.
      return isGongs(answer) ? pass(passed) : fail(found, ERROR_CODES.gong_answer_unreadable)
    case 'delivered':
      return fail(`${found}, which it should refuse`, ERROR_CODES.gong_unexpected)
    case 'retry':
      return WILL_PASS.has(outcome.reason)
        ? warn(found, `${ERROR_CODES[outcome.reason]} Run doctor again later.`)
        : fail(found, ERROR_CODES[outcome.reason])
    case 'halt':
      return fail(found, ERROR_CODES[outcome.reason])
  }
}

function isGongs(answer: GongAnswer): boolean {
  return answer.kind === 'answer' && answer.isGongs
}

/** What says nothing of the key, and mends itself. */
const WILL_PASS: ReadonlySet<ErrorCode> = new Set([
  'gong_rate_limited',
  'gong_unavailable',
  'gong_timeout',
  'gong_token_ended',
])
