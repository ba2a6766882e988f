import { readOutcome, type Outcome } from '../deliver/read-outcome.js'
import type { GongAnswer } from '../gong/client.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { answerInWords } from './answer-in-words.js'
import type { Asked } from './ask-gong.js'
import { fail, type Verdict } from './check.js'
import { egressInWords } from './egress-in-words.js'
import { judgeEmptyBody } from './judge-empty-body.js'

/** What the two calls say of address, key and scope. `localAddress`: by which this machine reaches Gong. */
export function judgeCredentials({ read, write }: Asked, localAddress: string): Verdict {
  const decisive = write ?? read
  if (decisive.kind === 'not made') return decisive.verdict
  const { answer } = decisive
  const asked = write ? 'an empty interaction' : 'GET /v2/workspaces'
  const found = `Gong's answer to ${asked}: ${answerInWords(answer)}`
  const outcome = outcomeOf(answer)
  if (outcome.kind === 'dead' && !write) return fail(found, ERROR_CODES.gong_unexpected)
  if (outcome.kind === 'halt' && outcome.reason === 'gong_forbidden') {
    const mayRead = read.kind === 'answered' && outcomeOf(read.answer).kind === 'delivered'
    return fail(found, forbiddenInWords({ mayRead, localAddress }))
  }
  return judgeEmptyBody({
    answer,
    call: 'digital-interaction',
    asked,
    passed:
      'Gong lets this key in and lets it write (it refused an empty interaction for what it is)',
  })
}

function outcomeOf(answer: GongAnswer): Outcome {
  return readOutcome(answer, 0, 'digital-interaction')
}

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
