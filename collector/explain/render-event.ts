import { endingInWords, happenedInWords } from './event-in-words.js'
import type { EventStory } from './explanation.js'
import { timeInWords } from './in-words.js'
import { renderBlock, type Fact } from './render-block.js'
import { identityFacts } from './render-identity.js'

/** An event from its page to where it ended. */
export function renderEvent(event: EventStory): string {
  const { eventId, type, siteId, page, context, userAgent } = event
  return renderBlock(`Event ${eventId}: ${type} of site ${siteId}`, [
    ['page', page.title ? `${page.title}, ${page.url}` : page.url],
    ['visitor', `${event.anonymousId}, session ${event.sessionId}`],
    ['received', timeInWords(event.receivedAtMs)],
    ['happened', happenedInWords(event)],
    ...(userAgent === null ? [] : [['browser', userAgent] satisfies Fact]),
    ...(Object.keys(context).length > 0
      ? [['request', JSON.stringify(context)] satisfies Fact]
      : []),
    ...identityFacts(event.identity),
    ['stage', event.stage],
    ['ended in', endingInWords(event.ending)],
  ])
}
