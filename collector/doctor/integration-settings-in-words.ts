import { readOutcome } from '../deliver/read-outcome.js'
import type { GongAccess } from '../config.js'
import type { GongAnswer } from '../gong/client.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { answerInWords } from './answer-in-words.js'

/** What Gong's answer to new integration settings means, by a sign-in of this kind; `next` is what to do when it refused them. */
export function integrationSettingsInWords(
  answer: GongAnswer,
  signInKind: GongAccess['kind'],
):
  | { kind: 'accepted'; requestId: string | null }
  | { kind: 'refused'; words: string; next: string } {
  const outcome = readOutcome(answer, 0, 'integration-settings')
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
  if (outcome.kind === 'dead') return { kind: 'refused', words, next: 'mend what it names' }
  // By OAuth there is no key to check.
  const isSignInRefused =
    outcome.kind === 'halt' && answer.kind === 'answer' && answer.status === 401
  const reason = isSignInRefused && signInKind === 'oauth' ? 'gong_sign_in_ended' : outcome.reason
  return { kind: 'refused', words, next: ERROR_CODES[reason] }
}
