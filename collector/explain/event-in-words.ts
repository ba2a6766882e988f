import type { EventEnding, EventStory } from './explanation.js'
import { spanInWords, timeInWords } from './in-words.js'

/** The true time of an event, and how far its page's clock was off. */
export function happenedInWords({
  occurredAtMs,
  pageOccurredAtMs,
  clockAheadMs,
}: EventStory): string {
  const time = timeInWords(occurredAtMs)
  if (clockAheadMs === 0) return `${time}, as the page's clock said`
  const direction = clockAheadMs > 0 ? 'ahead' : 'behind'
  const off = spanInWords(Math.abs(clockAheadMs))
  return `${time}; the page's clock was ${off} ${direction} and said ${timeInWords(pageOccurredAtMs)}`
}

/** Where an event is now. */
export function endingInWords(ending: EventEnding): string {
  switch (ending.kind) {
    case 'waiting':
      return `nothing yet: it waits for ${ending.for}`
    case 'told':
      return `interaction ${ending.interactionId}`
    case 'untold':
      return `no interaction, ${ending.reason.code}: ${ending.reason.words}`
  }
}
