import { readOutcome } from '../deliver/read-outcome.js'
import type { SignIn } from '../gong/sign-in.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { fail, pass, warn, wordsOf, type Verdict } from './check.js'

/** Whether an access token can be had by OAuth, and where it says that Gong's API is; null when not. */
export async function checkSignIn(
  signIn: SignIn,
): Promise<{ verdict: Verdict; baseUrl: string | null }> {
  let read: Awaited<ReturnType<SignIn['read']>>
  try {
    read = await signIn.read()
  } catch (cause) {
    const words = wordsOf(cause)
    const verdict = fail(`the store, which keeps the tokens, failed: ${words}`, 'run doctor again')
    return { verdict, baseUrl: null }
  }
  switch (read.kind) {
    case 'signed-in': {
      const { baseUrl } = read
      return { verdict: pass(`an access token is there; Gong's API is at ${baseUrl}`), baseUrl }
    }
    case 'refused': {
      const found = `Gong refused to give an access token: ${read.detail}`
      return { verdict: fail(found, ERROR_CODES.gong_sign_in_ended), baseUrl: null }
    }
    case 'away': {
      const outcome = readOutcome(read.answer, 0, 'digital-interaction')
      const words = 'reason' in outcome ? ERROR_CODES[outcome.reason] : ''
      const verdict =
        read.answer.kind === 'unreachable'
          ? fail(`no access token could be had: ${read.answer.cause}`, words)
          : warn(
              `no access token could be had just now: ${words}`,
              'run doctor again in a minute: a collector may be at it',
            )
      return { verdict, baseUrl: null }
    }
  }
}
