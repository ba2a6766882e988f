import { readOutcome } from '../deliver/read-outcome.js'
import type { GongAnswer } from '../gong/client.js'
import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'
import type { Asked } from './ask-gong.js'
import { fail, pass, warn, type Verdict } from './check.js'
import { egressInWords } from './egress-in-words.js'

/** What the two calls say of address, key and scope. `localAddress`: by which this machine reaches Gong. */
export function judgeCredentials({ read, write }: Asked, localAddress: string): Verdict {
  const decisive = write ?? read
  if (decisive.kind === 'not made') return decisive.verdict
  const { answer } = decisive
  const outcome = readOutcome(answer, 0)
  const found = `Gong's answer to ${write ? 'an empty interaction' : 'GET /v2/workspaces'}: ${answerInWords(answer)}`
  switch (outcome.kind) {
    case 'dead':
      if (!write) return fail(found, ERROR_CODES.gong_unexpected)
      if (!isGongs(answer)) return fail(found, ERROR_CODES.gong_answer_unreadable)
      // It has looked at what we sent, so we are let in; and refused it, as it should.
      return pass(
        'Gong lets this key in and lets it write (it refused an empty interaction for what it is)',
      )
    case 'delivered':
      return fail(`${found}, which it should refuse`, ERROR_CODES.gong_unexpected)
    case 'retry':
      return WILL_PASS.has(outcome.reason)
        ? warn(found, `${ERROR_CODES[outcome.reason]} Run doctor again later.`)
        : fail(found, ERROR_CODES[outcome.reason])
    case 'halt': {
      if (outcome.reason !== 'gong_forbidden') return fail(found, ERROR_CODES[outcome.reason])
      const mayRead = read.kind === 'answered' && readOutcome(read.answer, 0).kind === 'delivered'
      return fail(found, forbiddenInWords({ mayRead, localAddress }))
    }
  }
}

function isGongs(answer: GongAnswer): boolean {
  return answer.kind === 'answer' && answer.isGongs
}

/** What says nothing of the credentials, and mends itself. */
const WILL_PASS: ReadonlySet<ErrorCode> = new Set([
  'gong_rate_limited',
  'gong_unavailable',
  'gong_timeout',
  'gong_token_ended',
])

function forbiddenInWords({
  mayRead,
  localAddress,
}: {
  mayRead: boolean
  localAddress: string
}): string {
  const scope = 'give the key the scope api:digital-interactions:write'
  // The same address was let in a moment before.
  if (mayRead) return `${scope}, then run doctor again`
  return `${scope}; where the key has trusted IP addresses, enter ${egressInWords(localAddress)}; then run doctor again`
}

/** An answer for people, in Gong's words where there are any. */
export function answerInWords(answer: GongAnswer): string {
  switch (answer.kind) {
    case 'timeout':
      return 'none in time'
    case 'unreachable':
      return `none: ${answer.cause}`
    case 'answer': {
      const words = answer.errors.map((each) => `"${each}"`).join(', ')
      return `${answer.status}${words && `, ${words}`}`
    }
  }
}
