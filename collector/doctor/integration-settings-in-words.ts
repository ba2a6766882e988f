import { readOutcome } from '../deliver/read-outcome.js'
import type { GongAnswer } from '../gong/client.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { answerInWords } from './judge-credentials.js'

/** What Gong's answer to new integration settings means; `next` is what to do when it refused them. */
export function integrationSettingsInWords(
  answer: GongAnswer,
):
  | { kind: 'accepted'; requestId: string | null }
  | { kind: 'refused'; words: string; next: string } {
  const outcome = readOutcome(answer, 0)
  const words = `Gong's answer: ${answerInWords(answer)}`
  if (answer.kind === 'answer' && answer.status === 403) {
    const next =
      "give the key the scope api:integration-settings:write; where the key has trusted IP addresses, this machine's must be among them (tamtam doctor says which it is)"
    return { kind: 'refused', words, next }
  }
  // 409 says of interactions alone that all is well.
  const isConflict = answer.kind === 'answer' && answer.status === 409
  if (outcome.kind === 'delivered') {
    return isConflict
      ? { kind: 'refused', words, next: 'see what is set at Gong already' }
      : { kind: 'accepted', requestId: outcome.requestId }
  }
  const next = outcome.kind === 'dead' ? 'mend what it names' : ERROR_CODES[outcome.reason]
  return { kind: 'refused', words, next }
}
