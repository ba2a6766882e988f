import { endingInWords, happenedInWords } from '../../explain/event-in-words.js'
import type { EventStory } from '../../explain/explanation.js'
import { safeText, timeInWords } from '../../explain/in-words.js'
import type { Fact } from '../../explain/render-block.js'
import { identityFacts } from '../../explain/render-identity.js'
import { FactList } from './fact-list.js'
import { explainPath } from './listed.js'
import { SafeLink } from './safe-link.js'
import { Step, Trace } from './trace.js'

/** An event from its page to where it ended. */
export function EventTrace({ event }: { event: EventStory }) {
  const { eventId, type, siteId, page, userAgent, ending } = event
  return (
    <section>
      <h2>
        Event {type} of {siteId}
      </h2>
      <p>
        <code>{eventId}</code> ended in {withStop(endingInWords(ending))}
      </p>
      <Trace>
        <Step title="Received">
          <FactList
            facts={[
              ['received', timeInWords(event.receivedAtMs)],
              ['happened', happenedInWords(event)],
              ['visitor', event.anonymousId],
              ['session', event.sessionId],
            ]}
          />
        </Step>
        <Step title="On which page">
          <p>
            {page.title && `${safeText(page.title)}, `}
            <SafeLink href={page.url}>{safeText(page.url)}</SafeLink>
          </p>
        </Step>
        <Step title="Device, place and company">
          <FactList facts={[...contextFacts(event), ['browser', userAgent ?? 'not said']]} />
        </Step>
        <Step title="Who it was">
          <FactList facts={identityFacts(event.identity)} />
        </Step>
        <Step title="Where it ended">
          <p>
            Stage {event.stage}, {withStop(endingInWords(ending))}{' '}
            {ending.kind === 'told' && (
              <a href={explainPath(ending.interactionId)}>
                All of interaction {ending.interactionId}
              </a>
            )}
          </p>
        </Step>
      </Trace>
    </section>
  )
}

function contextFacts({ context: { device, place, companyDomain } }: EventStory): Fact[] {
  const parts = place && [place.city, place.region, place.country]
  return [
    ['device', device ?? 'not said'],
    ['place', parts?.filter((each) => each !== undefined).join(', ') ?? 'not known'],
    ['company', companyDomain === undefined ? 'not known' : `${companyDomain}, by its network`],
  ]
}

/** What a reason says ends with one of its own. */
function withStop(words: string): string {
  return words.endsWith('.') ? words : `${words}.`
}
