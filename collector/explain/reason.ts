import { ERROR_CODES, type ErrorCode } from '../lib/error-codes.js'

/** A reason as it is stored, and what it says. */
export interface StoredReason {
  code: string
  words: string
}

/** What a stored code says; a later or an earlier version may have written one that this one does not know. */
export function reasonOf(code: string): StoredReason {
  return { code, words: isKnown(code) ? ERROR_CODES[code] : 'A reason of another version.' }
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code)
}
