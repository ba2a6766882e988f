import { ERROR_CODES } from '../lib/error-codes.js'
import { safeText } from './in-words.js'

interface Given {
  /** Such as "held for". */
  state: string
  /** What was asked for, and nothing is there of; undefined when all were. */
  reason: string | undefined
  /** Codes of which there is something. */
  present: readonly string[]
}

/** Why nothing is listed. `isMisuse`: what was asked for is in no catalogue. */
export function renderNoReason({ state, reason, present }: Given): {
  isMisuse: boolean
  words: string
} {
  const [verb = ''] = state.split(' ')
  if (reason === undefined) return { isMisuse: false, words: `No interaction is ${verb}.` }
  const there =
    present.length === 0
      ? `no interaction is ${verb}`
      : `interactions are ${state} ${present.join(', ')}`
  return Object.hasOwn(ERROR_CODES, reason)
    ? {
        isMisuse: false,
        words: `No interaction is ${state} ${reason}${present.length === 0 ? '' : `; ${there}`}.`,
      }
    : {
        isMisuse: true,
        words: `--reason: there is no reason ${JSON.stringify(safeText(reason))}; ${there}`,
      }
}
