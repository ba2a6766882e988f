import type { EventEnding, EventStory } from './explanation.js'
import { spanInWords, timeInWords } from './in-words.js'
import { renderBlock, type Fact } from './render-block.js'
import { identityFacts } from './render-identity.js'

/** An event from its page to where it ended. */
export function renderEvent(event: EventStory): string {
  const { eventId, type, siteId, page, context, userAgent } = event
  return renderBlock(`Event ${eventId}: ${type} of site ${siteId}`, [
    ['page', page.title ? `${page.title}, ${page.url}` : page.url],
    ['visitor', `${event.anonymousId}, session ${event.sessionId}`],
    ['received', timeInWords(event.receivedAtMs)],
    ['happened', happened(event)],
    ...(userAgent === null ? [] : [['browser', userAgent] satisfies Fact]),
    ...(Object.keys(context).length > 0
      ? [['request', JSON.stringify(context)] satisfies Fact]
      : []),
    ...identityFacts(event.identity),
    ['stage', event.stage],
    ['ended in', endingInWords(event.ending)],
  ])
}

function happened({ occurredAtMs, pageOccurredAtMs, clockAheadMs }: EventStory): string {
  const time = timeInWords(occurredAtMs)
  if (clockAheadMs === 0) return `${time}, as the page's clock said`
  const direction = clockAheadMs > 0 ? 'ahead' : 'behind'
  const off = spanInWords(Math.abs(clockAheadMs))
  return `${time}; the page's clock was ${off} ${direction} and said ${timeInWords(pageOccurredAtMs)}`
}

function endingInWords(ending: EventEnding): string {
  switch (ending.kind) {
    case 'waiting':
      return `nothing yet: it waits for ${ending.for}`
    case 'told':
      return `interaction ${ending.interactionId}`
    case 'untold':
      return `no interaction, ${ending.reason.code}: ${ending.reason.words}`
  }
}
