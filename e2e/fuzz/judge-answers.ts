import { z } from 'zod'
import { ERROR_CODES } from '../../collector/lib/error-codes.js'
import type { Answer, Shot } from './shot.js'

const MAX_ISSUES = 10
const MAX_ISSUE_CHARACTERS = 200

/** C0, DEL and C1: what a terminal may obey. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F]|\p{Surrogate}/u

const refusal = z.strictObject({ error: z.string(), issues: z.array(z.string()).min(1) })

/** What is wrong with how a shot was answered, in words; nothing when all is as promised. */
export function judgeAnswers(
  shot: Pick<Shot, 'mustAnswer' | 'answers' | 'isOddHttp'>,
  answers: readonly Answer[],
): string[] {
  const { mustAnswer, answers: expected = 1 } = shot
  const missing = expected - answers.length
  const breaches = missing > 0 ? [`${missing} of ${expected} answers did not come`] : []
  for (const answer of answers) {
    const { status } = answer
    if (mustAnswer && !mustAnswer.includes(status)) {
      breaches.push(`answered ${status} ${answer.body}, not ${mustAnswer.join(' or ')}`)
    }
    if (status === 503) {
      if (!/^[1-9]\d*$/.test(answer.headers['retry-after'] ?? '')) {
        breaches.push('answered 503 without a Retry-After in seconds')
      }
    } else if (status >= 500) {
      breaches.push(`answered ${status}`)
    }
    const fromParser = shot.isOddHttp && answer.body === ''
    if (status >= 400 && !fromParser) breaches.push(...judgeRefusal(answer))
  }
  return breaches
}

function judgeRefusal({ status, body }: Answer): string[] {
  const parsed = refusal.safeParse(asJson(body))
  if (!parsed.success) return [`answered ${status} with ${body}, which is no { error, issues }`]
  const { error, issues } = parsed.data
  const breaches = Object.hasOwn(ERROR_CODES, error) ? [] : [`no error has the code ${error}`]
  if (issues.length > MAX_ISSUES) breaches.push(`${error} has ${issues.length} issues`)
  for (const issue of issues) {
    if (issue.length > MAX_ISSUE_CHARACTERS) {
      breaches.push(`an issue of ${error} has ${issue.length} characters`)
    }
    if (CONTROL.test(issue)) breaches.push(`an issue of ${error} has control characters: ${issue}`)
  }
  return breaches
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Which no schema takes.
  }
}
