import type { AttemptStory, InteractionStory } from './explanation.js'
import { timeInWords } from './in-words.js'

/** One call to Gong and its answer; below it what Gong had against it. */
export function attemptInWords(attempt: AttemptStory): string[] {
  const { startedAtMs, durationMs, outcome, status, reason, requestId, errors } = attempt
  const first = [
    `${timeInWords(startedAtMs)}: ${outcome}`,
    `${status ?? 'no answer'} after ${durationMs} ms`,
    ...(requestId === null ? [] : [`requestId ${requestId}`]),
    ...(reason ? [`${reason.code}: ${reason.words}`] : []),
  ]
  return [first.join(', '), ...errors.map((error) => `  ${error}`)]
}

/** What the body is that stands below these lines, and what Gong's contract has against it. */
export function callInWords({
  request,
  endedAtMs,
}: Pick<InteractionStory, 'request' | 'endedAtMs'>): string[] {
  const would = endedAtMs === null ? 'as it would be sent' : 'never made; it would have been'
  switch (request.kind) {
    case 'none':
      return ['not composed: its content is fixed when it is sealed']
    case 'fixed':
      return [`${request.name}, as each attempt sends it:`]
    case 'without person':
      return [`${request.name}, ${would}, once its person was known:`]
    case 'would be':
      return [
        ...request.issues.map((issue) => `does not fit Gong's contract: ${issue}`),
        `${request.name}, ${would}:`,
      ]
  }
}
